using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Api.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api.Pages;

/// <summary>Where the team signs in and out.</summary>
internal static class SignInPage
{
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/signin", Get).For(Role.Reader).ExcludeFromDescription();
        app.MapPost("/signin", Post).For(Role.Reader).Limited(Limit.SignIn).Audited().ExcludeFromDescription().WithName(nameof(SignIn));
        app.MapPost("/signout", (Delegate)Leave).For(Role.Reader).ExcludeFromDescription();
        app.MapGet("/signin/account", Account).For(Role.Reader).ExcludeFromDescription();
    }

    private static IResult Get(HttpContext context, IOptions<KnowledgeBaseOptions> options, string? to, string? fault) =>
        Show(context, options, to, fault is null ? null : AccessWords.NoRole, 200);

    private static IResult Show(HttpContext context, IOptions<KnowledgeBaseOptions> options, string? to, string? fault, int status)
    {
        context.Response.Headers.CacheControl = "no-store";
        var signedIn = SignIn.CallerOf(context.User);
        return Layout.Page($"{AccessWords.SignIn} · {Words.Brand}", Html.Of(
            $"""
            <h1>{(signedIn is null ? AccessWords.SignIn : AccessWords.SignedIn)}</h1>
            {Html.When(fault is not null, () => Html.Of($"""<p class="error" role="alert" id="fault">{fault}</p>"""))}
            {(signedIn is null ? Forms(context, options, to) : Who(context, signedIn))}
            """), status: status, searchInHeader: false);
    }

    private static Html Who(HttpContext context, Caller caller) => Html.Of(
        $"""
        <p>{AccessWords.SignedIn} {AccessWords.As} <b>{caller.Name}</b> ({caller.Role.ToString().ToLowerInvariant()}).</p>
        <form action="/signout" method="post">{FormToken.Input(context)}<button class="plain">{AccessWords.SignOut}</button></form>
        """);

    private static Html Forms(HttpContext context, IOptions<KnowledgeBaseOptions> options, string? to) => Html.Of(
        $"""
        <p class="under">{AccessWords.SignInHint}</p>
        {Html.When(options.Value.Access.OpenIdConnect.Authority.Length > 0, () => Html.Of($"""<p><a href="/signin/account?to={Uri.EscapeDataString(Local(to))}">{AccessWords.SignInWith}</a></p>"""))}
        <form class="ask" action="/signin" method="post">{FormToken.Input(context)}<input type="hidden" name="to" value="{Local(to)}">
        <label for="key">{AccessWords.Key}</label><p id="hint">{AccessWords.KeyHint}</p>
        <input id="key" name="key" type="password" autocomplete="current-password" spellcheck="false" required maxlength="200" aria-describedby="hint">
        <div class="row"><button>{AccessWords.SignIn}</button></div>
        </form>
        """);

    private static async Task<IResult> Post(HttpContext context, Engine engine, IOptions<KnowledgeBaseOptions> options, ILogger<Gate> log)
    {
        var form = await context.Request.ReadFormAsync();
        string to = Local(form["to"].ToString());
        if (engine.Store.Keys.Find(form["key"].ToString().Trim()) is not { } key)
        {
            log.LogWarning("A sign-in with an unknown key from {Address}", context.Connection.RemoteIpAddress);
            return Show(context, options, to, AccessWords.WrongKey, StatusCodes.Status401Unauthorized);
        }

        var principal = SignIn.ByKey(key);
        await context.SignInAsync(principal);
        context.Features.Set(SignIn.CallerOf(principal)); // whose sign-in the audit keeps
        return Results.Redirect(to);
    }

    private static async Task<IResult> Leave(HttpContext context)
    {
        await context.SignOutAsync();
        return Results.Redirect("/");
    }

    private static IResult Account(IOptions<KnowledgeBaseOptions> options, string? to) => options.Value.Access.OpenIdConnect.Authority.Length == 0
        ? Results.Redirect("/signin")
        : Results.Challenge(new AuthenticationProperties { RedirectUri = Local(to) }, [OpenIdConnectDefaults.AuthenticationScheme]);

    // A path of this site, whatever the address says.
    private static string Local(string? to) => to is ['/', ..] and not ['/', '/' or '\\', ..] && !to.Any(char.IsControl) ? to : "/";
}
