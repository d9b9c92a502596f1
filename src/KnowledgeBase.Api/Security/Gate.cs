using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Pages;

namespace KnowledgeBase.Api.Security;

/// <summary>The one gate: finds out who calls and lets through whom the endpoint is for. What a page's form sends must come from a form of this service.</summary>
public sealed class Gate(RequestDelegate next, Engine engine, LocalRequests local, FormToken forms)
{
    private const string Scheme = "Bearer";

    /// <summary>Handles a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (Identify(context) is not { } caller)
        {
            await Refuse(context, StatusCodes.Status401Unauthorized, AccessWords.KeyUnknown, AccessWords.KeyUnknownMend);
            return;
        }

        context.Features.Set(caller);
        if (context.GetEndpoint() is { } endpoint && caller.Role < Access.Declared(endpoint))
        {
            await Refuse(context, caller);
        }
        else if (!IsSafe(context.Request.Method) && !SameSite.Allows(context.Request, navigation: false))
        {
            await Refuse(context, StatusCodes.Status403Forbidden, AccessWords.OtherSite, AccessWords.OtherSiteMend);
        }
        else if (IsForm(context) && !await forms.IsOurs(context))
        {
            await Layout.Page(Words.Brand, Html.Of($"<h1>{AccessWords.FormOld}</h1><p class=\"under\">{AccessWords.FormOldMend}</p>"), status: StatusCodes.Status400BadRequest).ExecuteAsync(context);
        }
        else
        {
            await next(context);
        }
    }

    private Caller? Identify(HttpContext context)
    {
        string authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) // a key, or an attempt at one
        {
            return engine.Store.Keys.Find(authorization[Scheme.Length..].Trim()) is { } key && Enum.TryParse(key.Role, ignoreCase: true, out Role role)
                ? new Caller(role, key.Name, key.Id)
                : null;
        }

        return SignIn.CallerOf(context.User) ?? (local.Are(context) ? Caller.Local : Caller.Anyone);
    }

    // A page leads to where one signs in; a program is told what it needs.
    private static Task Refuse(HttpContext context, Caller caller)
    {
        if (caller.Role > Role.Reader)
        {
            return Refuse(context, StatusCodes.Status403Forbidden, AccessWords.NotYours, AccessWords.NotYoursMend);
        }

        if (HttpMethods.IsGet(context.Request.Method) && !IsApi(context) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect("/signin?to=" + Uri.EscapeDataString(context.Request.PathBase + context.Request.Path + context.Request.QueryString));
            return Task.CompletedTask;
        }

        return Refuse(context, StatusCodes.Status401Unauthorized, AccessWords.NeedsKey, AccessWords.NeedsKeyMend);
    }

    private static Task Refuse(HttpContext context, int status, string title, string mend)
    {
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = Scheme;
        }

        return Results.Problem(statusCode: status, title: title, detail: mend).ExecuteAsync(context);
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static bool IsForm(HttpContext context) => !IsApi(context) && !IsSafe(context.Request.Method);
}
