using System.Globalization;

namespace KnowledgeBase.Articles;

/// <summary>The fields of front matter by name, each a list of texts.</summary>
internal sealed class FrontMatterFields
{
    private readonly Dictionary<string, IReadOnlyList<string>> fields = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string name, IReadOnlyList<string> values) => fields[name] = values;

    /// <summary>All values of the field as written; none when it is not there.</summary>
    public IReadOnlyList<string> Values(string name) => fields.GetValueOrDefault(name) ?? [];

    /// <summary>The first value of the first of <paramref name="names"/> that is there.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (fields.TryGetValue(name, out var values) && values.Count > 0 && !string.IsNullOrWhiteSpace(values[0]))
            {
                return values[0].Trim();
            }
        }

        return null;
    }

    /// <summary>All values of the first of <paramref name="names"/> that is there; one text with commas is a list too.</summary>
    public IReadOnlyList<string> List(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (fields.TryGetValue(name, out var values) && values.Count > 0)
            {
                var all = values.Count == 1 ? values[0].Split(',') : values;
                return [.. all.Select(v => v.Trim()).Where(v => v.Length > 0).Distinct()];
            }
        }

        return [];
    }

    /// <summary>The article these fields describe; throws <see cref="FormatException"/> that names a field it cannot read.</summary>
    public Article ToArticle(string id, string title, string body, string raw, string version) => new()
    {
        Id = id,
        Title = title.Length <= 300 ? title : throw new FormatException("title: at most 300 characters"),
        Category = Text("category", "categories") ?? "",
        Tags = List("tags", "keywords"),
        Audience = Text("audience") is not { } audience || audience.Equals("public", StringComparison.OrdinalIgnoreCase)
            || audience.Equals("everyone", StringComparison.OrdinalIgnoreCase) ? Audience.Public : Audience.Agent,
        State = StateOf(),
        Kind = (Text("kind") ?? "").ToUpperInvariant() switch
        {
            "INCIDENT" => ArticleKind.Incident,
            "KNOWN-ISSUE" or "KNOWN_ISSUE" or "KNOWNISSUE" => ArticleKind.KnownIssue,
            _ => ArticleKind.Help,
        },
        Updated = Day(Text("updated", "lastUpdated", "last_modified", "lastmod", "last_updated", "date")),
        Aliases = [.. List("aliases", "redirect_from", "redirects").Select(a => a.Trim('/'))],
        Questions = QuestionsOf(),
        Version = version,
        FrontMatter = raw,
        Body = body,
    };

    // A question may hold commas; only a list makes several of them.
    private IReadOnlyList<string> QuestionsOf() =>
        fields.TryGetValue("questions", out var values) ? [.. values.Select(v => v.Trim()).Where(v => v.Length > 0).Distinct()] : [];

    private ArticleState StateOf()
    {
        if (Text("draft") is { } draft && draft.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return ArticleState.Draft;
        }

        return (Text("state", "status") ?? "published").ToUpperInvariant() switch
        {
            "PUBLISHED" or "LIVE" or "VALIDATED" or "STABLE" => ArticleState.Published,
            "DRAFT" or "NOT VALIDATED" => ArticleState.Draft,
            "REVIEW" or "INREVIEW" or "IN REVIEW" or "IN-REVIEW" => ArticleState.Review,
            "ARCHIVED" or "OBSOLETE" => ArticleState.Archived,
            _ => throw new FormatException($"state: '{Text("state", "status")}' is none of draft, review, published, archived"),
        };
    }

    private static DateOnly? Day(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? DateOnly.FromDateTime(at.Date)
            : throw new FormatException($"updated: '{(text.Length > 40 ? text[..40] : text)}' is not a date like 2026-11-24");
    }
}
