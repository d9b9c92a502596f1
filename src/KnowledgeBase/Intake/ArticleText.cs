using System.Text;
using KnowledgeBase.Articles;
using KnowledgeBase.Store;

namespace KnowledgeBase.Intake;

/// <summary>Puts an article's text together again as its file holds it.</summary>
public static class ArticleText
{
    /// <summary>The text that reads back from <paramref name="path"/> as <paramref name="stored"/>, or null when none does.</summary>
    public static string? Of(StoredArticle stored, string path) =>
        Of(path, stored.Article.Id, stored.Article.Title, stored.Article.FrontMatter, stored.Article.Body, stored.ContentHash);

    /// <summary>The text of <paramref name="revision"/> of the article with this id, or null when none reads back as it.</summary>
    public static string? Of(string id, ArticleRevision revision, string path) =>
        Of(path, id, revision.Title, revision.FrontMatter, revision.Body, revision.ContentHash);

    /// <summary>A revision to read or compare: its front matter as written, then its text under its title.</summary>
    public static string Readable(ArticleRevision revision) =>
        (revision.FrontMatter.Length == 0 ? "" : $"---\n{revision.FrontMatter}\n---\n") + revision.Body;

    // The store keeps front matter without its fences, and a title that was a heading apart: the first text that reads back as the article is it.
    private static string? Of(string path, string id, string title, string matter, string body, string hash)
    {
        string[] fronts = [matter.Length == 0 ? "" : $"---\n{matter}\n---\n", $"+++\n{matter}\n+++\n", $";;;\n{matter}\n;;;\n", $"{matter}\n"];
        return fronts.SelectMany(front => (string[])[front + body, $"{front}# {title}\n\n{body}"]).FirstOrDefault(text =>
            ArticleFile.Parse(path, Encoding.UTF8.GetBytes(text)) is ArticleFileResult.Parsed { Article: var read } && read.Id == id && Rows.Hash(read) == hash);
    }
}
