using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Store;

namespace KnowledgeBase.Api.Security;

/// <summary>Whether the audit keeps an endpoint's requests, where its method does not tell.</summary>
internal sealed record Audited(bool Kept);

/// <summary>Writes into the audit who changed what: every request that succeeds, is no reader's, and can change something.</summary>
public sealed class Auditing(RequestDelegate next, Engine engine, ILogger<Auditing> log)
{
    /// <summary>Names what a request was about where its address does not.</summary>
    public static void About(HttpContext context, string what) => context.Items[typeof(Auditing)] = what;

    /// <summary>Handles a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.GetEndpoint() is { } endpoint && context.Response.StatusCode < 400 && Keeps(endpoint, context.Request.Method))
        {
            string action = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? $"{context.Request.Method} {(endpoint as RouteEndpoint)?.RoutePattern.RawText}";
            string who = Caller.Of(context).Name, what = context.Items[typeof(Auditing)] as string ?? context.Request.RouteValues["id"] as string ?? "";
            try
            {
                engine.Store.Audit.Add(who, action, what);
            }
            catch (StoreUnavailableException fault)
            {
                // What was asked for is done and answered; the log stands in for the audit.
                log.LogError("Not in the audit: {Who} {Action} {What}. {Message}", who, action, what, fault.Message);
            }
        }
    }

    private static bool Keeps(Endpoint endpoint, string method) => endpoint.Metadata.GetMetadata<Audited>()?.Kept
        ?? (Access.Declared(endpoint) > Role.Reader && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method));
}
