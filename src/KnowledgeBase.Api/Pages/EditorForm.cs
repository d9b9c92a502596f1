using System.Globalization;
using KnowledgeBase.Articles;

namespace KnowledgeBase.Api.Pages;

/// <summary>What the editor's form holds, as it was sent.</summary>
/// <param name="Id">Id of the article; may be empty for a new one.</param>
/// <param name="Version">What the writer has seen.</param>
/// <param name="Fields">The article.</param>
/// <param name="Day">The day it was verified, as typed.</param>
internal sealed record EditorForm(string Id, string Version, ArticleFields Fields, string Day)
{
    public static EditorForm Of(string id, string version, ArticleFields fields) =>
        new(id, version, fields, fields.Updated?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");

    public static EditorForm Read(IFormCollection form)
    {
        string Text(string name) => form[name].ToString().Trim();
        string day = Text("updated");
        return new EditorForm(Text("id").Trim('/'), Text("version"), new ArticleFields
        {
            Title = Text("title").ReplaceLineEndings(" "),
            Category = Text("category"),
            Tags = [.. Text("tags").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()],
            Audience = Text("audience") == "agent" ? Audience.Agent : Audience.Public,
            State = Endpoints.StateNames.Parse(Text("state")) ?? ArticleState.Draft,
            Kind = Enum.TryParse(Text("kind"), ignoreCase: true, out ArticleKind kind) ? kind : ArticleKind.Help,
            Updated = DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed : null,
            Owner = Text("owner"),
            Aliases = [.. Lines(Text("aliases")).Select(a => a.Trim('/')).Select(a => a.StartsWith("articles/", StringComparison.Ordinal) ? a["articles/".Length..] : a)],
            Questions = Lines(Text("questions")),
            Body = form["body"].ToString().ReplaceLineEndings("\n"),
        }, day);
    }

    /// <summary>What is wrong before anything is tried, or null.</summary>
    public string? Fault() => Fields.Title.Length == 0 ? WriteWords.NoTitle : Day.Length > 0 && Fields.Updated is null ? WriteWords.BadDay : null;

    /// <summary>The id, or one made from the title.</summary>
    public string IdOrFromTitle()
    {
        if (Id.Length > 0)
        {
            return Id;
        }

        string slug = string.Join('-', Fields.Title.ToLowerInvariant().Split(Fields.Title.ToLowerInvariant().Where(c => !char.IsLetterOrDigit(c)).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries).Take(10));
        return slug.Length > 80 ? slug[..80].TrimEnd('-') : slug.Length == 0 ? "article" : slug;
    }

    private static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
