using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Read your writes: a write tells the number of its change, and a search can wait for it on any node.</summary>
internal static class Sequence
{
    public const string Header = "Sequence";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Puts the number into the answer to a write.</summary>
    public static async ValueTask<object?> Tell(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var http = context.HttpContext;
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Headers[Header] = http.RequestServices.GetRequiredService<Engine>().Responder.Sequence.ToString(CultureInfo.InvariantCulture);
        }

        return result;
    }

    /// <summary>The fault of a number that no change has, or null. Who waited for one would hold up others.</summary>
    public static ValidationProblem? Fault(Engine engine, long? after) =>
        after > engine.Responder.Sequence && after > engine.Store.LastSequence()
            ? Checks.Fault("after", "Send the Sequence header of a write: no change has this number yet.")
            : null;

    /// <summary>Waits until this node has seen <paramref name="after"/>; the problem when that takes too long, else null.</summary>
    public static async Task<ProblemHttpResult?> Await(Engine engine, HttpContext context, long? after)
    {
        if (after is not { } sequence || await engine.HasSeen(sequence, Longest, context.RequestAborted))
        {
            return null;
        }

        context.Response.Headers.RetryAfter = "1";
        return TypedResults.Problem(
            statusCode: StatusCodes.Status504GatewayTimeout, title: "This node has not seen that change yet.",
            detail: $"It is at change {engine.Responder.Sequence}, after={sequence} was asked for. Send the Sequence header of a write, or try again.");
    }
}
