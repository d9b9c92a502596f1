using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeBase.Api.Pages;
using KnowledgeBase.Store;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Names the field and the mend when a request could not even be read, and the store when that is the reason.</summary>
internal static partial class UnreadableRequest
{
    public static void Explain(ProblemDetailsContext context)
    {
        if (context.Exception is StoreUnavailableException)
        {
            context.ProblemDetails.Title = Words.NoStore; // why is for the operator: in the log
            context.HttpContext.Response.Headers.RetryAfter = "5";
            return;
        }

        if (context.Exception is not BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } fault)
        {
            return;
        }

        var (field, mend) = Fault(fault);
        context.ProblemDetails.Title = "Please check the request.";
        context.ProblemDetails.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [mend] };
    }

    private static (string Field, string Mend) Fault(BadHttpRequestException fault)
    {
        if (fault.InnerException is not JsonException json)
        {
            return Parameter().Match(fault.Message) is { Success: true } parameter && !fault.Message.Contains("request body", StringComparison.Ordinal)
                ? (parameter.Groups[1].Value, "Write it as the API describes it: it cannot be read.")
                : ("body", "Send a JSON object: there is none.");
        }

        if (Missing().Match(json.Message) is { Success: true } missing)
        {
            return (missing.Groups[1].Value, "Send it: it is missing.");
        }

        string path = json.Path is { Length: > 2 } at && at.StartsWith("$.", StringComparison.Ordinal) ? at[2..] : "body";
        return path == "body"
            ? (path, $"Send one JSON object: line {json.LineNumber + 1}, character {json.BytePositionInLine + 1} is not JSON, or not an object.")
            : (path, "Send a value of the kind the API describes, not null.");
    }

    [GeneratedRegex("""parameter "[^"]* (\w+)" from""")]
    private static partial Regex Parameter();

    [GeneratedRegex("including: '([^']+)'")]
    private static partial Regex Missing();
}
