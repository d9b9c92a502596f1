using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Who an endpoint is for.</summary>
public enum Role
{
    /// <summary>Anyone.</summary>
    Reader,

    /// <summary>Support agents: tickets and agents' articles.</summary>
    Agent,

    /// <summary>Writers: changes to articles.</summary>
    Writer,
}

/// <summary>The one gate: every endpoint declares its role, and until there are keys, anything beyond reading is for this machine only.</summary>
public static class Access
{
    /// <summary>Declares whom the endpoint is for and holds it to that.</summary>
    public static RouteHandlerBuilder For(this RouteHandlerBuilder endpoint, Role role) =>
        endpoint.WithMetadata(role).AddEndpointFilter(async (context, next) =>
            role == Role.Reader || IsLocal(context.HttpContext) ? await next(context) : Refused());

    /// <summary>True for a request from this machine that came through no proxy.</summary>
    public static bool IsLocal(HttpContext context) =>
        (context.Connection.RemoteIpAddress is null || IPAddress.IsLoopback(context.Connection.RemoteIpAddress))
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    private static ProblemHttpResult Refused() => TypedResults.Problem(
        statusCode: StatusCodes.Status403Forbidden, title: "This is for the support team.", detail: "Call it from the machine the service runs on.");
}
