using System.Globalization;
using System.Text;

namespace KnowledgeBase.Articles;

/// <summary>An article as a form shows it: its front matter as fields, and the text below.</summary>
public sealed record ArticleFields
{
    private static readonly Dictionary<string, string[]> OtherNames = new(StringComparer.Ordinal)
    {
        ["category"] = ["categories"],
        ["tags"] = ["keywords"],
        ["updated"] = ["lastUpdated", "last_modified", "lastmod", "last_updated", "date"],
        ["aliases"] = ["redirect_from", "redirects"],
        ["state"] = ["status", "draft"],
    };

    /// <summary>The question it answers.</summary>
    public string Title { get; init; } = "";

    /// <summary>Shelf.</summary>
    public string Category { get; init; } = "";

    /// <summary>Words it is filed under.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Who may read it.</summary>
    public Audience Audience { get; init; }

    /// <summary>Where it stands in its life.</summary>
    public ArticleState State { get; init; } = ArticleState.Draft;

    /// <summary>What it is about.</summary>
    public ArticleKind Kind { get; init; }

    /// <summary>Day its facts were last checked.</summary>
    public DateOnly? Updated { get; init; }

    /// <summary>Who looks after it; empty for nobody.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Ids it was known by before.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Other ways people ask what it answers.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [];

    /// <summary>Markdown below the front matter and the title.</summary>
    public string Body { get; init; } = "";

    /// <summary>The fields of an article.</summary>
    public static ArticleFields Of(Article article) => new()
    {
        Title = article.Title,
        Category = article.Category,
        Tags = article.Tags,
        Audience = article.Audience,
        State = article.State,
        Kind = article.Kind,
        Updated = article.Updated,
        Owner = OwnerOf(article),
        Aliases = article.Aliases,
        Questions = article.Questions,
        Body = article.Body.TrimStart('\n'),
    };

    /// <summary>Who looks after an article, by its front matter; empty for nobody.</summary>
    public static string OwnerOf(Article article) =>
        article.FrontMatter.Contains("owner", StringComparison.OrdinalIgnoreCase) ? FrontMatterEdit.Value(article.FrontMatter, "owner") : "";

    /// <summary>
    /// The whole text with these fields, made from the text as it was (empty for a new article): what did not change stays as it was written.
    /// Null when its front matter cannot be changed.
    /// </summary>
    public string? Text(string before)
    {
        before = before.ReplaceLineEndings("\n");
        var old = before.Length > 0 && ArticleFile.Parse("x.md", Encoding.UTF8.GetBytes(before)) is ArticleFileResult.Parsed { Article: var article } ? Of(article) : null;
        var split = FrontMatter.Split(before);
        if (FrontMatter.Read(split) is not { } known)
        {
            return null;
        }

        var values = new Dictionary<string, IReadOnlyList<string>>();
        bool heading = old is not null && known.Text("title") is null && before.Contains("# " + old.Title, StringComparison.Ordinal);
        foreach (var (name, value) in Values(this))
        {
            if (old is null ? value.Count > 0 : !Values(old).Single(v => v.Name == name).Value.SequenceEqual(value) && !(heading && name == "title"))
            {
                values[name] = value;
                foreach (string other in OtherNames.GetValueOrDefault(name) ?? [])
                {
                    values[other] = [];
                }
            }
        }

        string text = Body.ReplaceLineEndings("\n").TrimStart('\n');
        string lead = heading ? "" : split.Body[..^split.Body.TrimStart('\n').Length]; // the blank line many leave below the front matter
        string? front = FrontMatterEdit.Set(before[..^split.Body.Length], values);
        return front is null ? null : front + (heading ? $"# {Title}\n\n" : lead) + text + (text.EndsWith('\n') ? "" : "\n");
    }

    private static IEnumerable<(string Name, IReadOnlyList<string> Value)> Values(ArticleFields f) =>
    [
        ("title", One(f.Title)),
        ("category", One(f.Category)),
        ("tags", f.Tags),
        ("audience", [f.Audience == Audience.Public ? "public" : "agent"]),
        ("state", [FrontMatterEdit.Name(f.State)]),
        ("kind", f.Kind switch { ArticleKind.Incident => ["incident"], ArticleKind.KnownIssue => ["known-issue"], _ => [] }),
        ("updated", One(f.Updated?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "")),
        ("owner", One(f.Owner)),
        ("aliases", f.Aliases),
        ("questions", f.Questions),
    ];

    private static IReadOnlyList<string> One(string text) => text.Length == 0 ? [] : [text];
}
