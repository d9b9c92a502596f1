using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Refuses bad input with a problem that names the field and the mend.</summary>
internal static class Checks
{
    public const int MaxText = 20_000;

    public static ValidationProblem Fault(string field, string mend) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [mend] }, title: "Please check the request.");

    /// <summary>The fault of a question, or null.</summary>
    public static ValidationProblem? Question(string field, string? text) =>
        string.IsNullOrWhiteSpace(text) ? Fault(field, "Write the question: there is none.")
        : text.Length > MaxText ? Fault(field, $"Shorten it: it has {text.Length:N0} characters, at most {MaxText:N0} are read.")
        : null;

    /// <summary>The fault of a text that may be missing, or null.</summary>
    public static ValidationProblem? Length(string field, string? text, int most) =>
        text is not null && text.Length > most ? Fault(field, $"Shorten it: it has {text.Length:N0} characters, at most {most:N0} are kept.") : null;

    /// <summary>The fault of a text that must be there, or null.</summary>
    public static ValidationProblem? Word(string field, string? text, int most) =>
        string.IsNullOrWhiteSpace(text) ? Fault(field, "Write something: it is empty.") : Length(field, text, most);

    /// <summary>The fault of a number of results, or null.</summary>
    public static ValidationProblem? Count(int? k) => k is < 1 or > 50 ? Fault("k", "Ask for 1 to 50 results.") : null;
}
