using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeBase.Articles;

/// <summary>Resolves the links between articles.</summary>
public static class ArticleLinks
{
    /// <summary>The id and anchor a link in article <paramref name="from"/> leads to, or null when it leaves the articles.</summary>
    public static (string Id, string Anchor)? Target(string from, string url)
    {
        if (url.Length == 0 || url[0] == '#' || url.Contains(':', StringComparison.Ordinal) || url.StartsWith("//", StringComparison.Ordinal))
        {
            return null;
        }

        int hash = url.IndexOf('#', StringComparison.Ordinal);
        string anchor = hash < 0 ? "" : url[(hash + 1)..];
        string path = hash < 0 ? url : url[..hash];
        var segments = new List<string>(path.StartsWith('/') ? [] : from.Split('/')[..^1]);
        foreach (string segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                if (segments.Count > 0)
                {
                    segments.RemoveAt(segments.Count - 1);
                }
            }
            else if (segment != ".")
            {
                segments.Add(segment);
            }
        }

        string id = string.Join('/', segments);
        return (ArticleFile.IsArticle(id) ? ArticleFile.IdOf(id) : id, anchor);
    }

    /// <summary>The targets of all links of an article that lead to other articles; throws <see cref="ArgumentException"/> for what is shown as plain text, nested too deeply to be Markdown.</summary>
    public static IReadOnlyList<(string Id, string Anchor)> Of(Article article)
    {
        var targets = new List<(string Id, string Anchor)>();
        foreach (var link in SafeMarkdown.Parse(Mdx.ToMarkdown(article.Body), ArticleContent.Pipeline).Descendants<LinkInline>())
        {
            if (!link.IsImage && Target(article.Id, link.Url ?? "") is { } target)
            {
                targets.Add(target);
            }
        }

        return targets;
    }
}
