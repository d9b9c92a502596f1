using KnowledgeBase.Articles;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Text;

namespace KnowledgeBase.Api;

/// <summary>A link of an article that leads nowhere.</summary>
/// <param name="Target" example="install/eaccess">The article it names, with the heading after #.</param>
/// <param name="Problem" example="there is no such article">What is wrong.</param>
public sealed record BrokenLink(string Target, string Problem);

/// <summary>An article that may answer the same.</summary>
/// <param name="Id" example="install/eacces">Its id.</param>
/// <param name="Title" example="How do I fix EACCES?">Its title.</param>
/// <param name="Probability" example="0.94">How likely it answers the title of the one being written.</param>
public sealed record Duplicate(string Id, string Title, double Probability);

/// <summary>What a writer should know while writing.</summary>
internal static class WriterCheck
{
    private const double Likely = 0.3;
    private const int Shown = 3;
    private const int MaxTitle = 300;

    /// <summary>Links to articles and headings that are not there.</summary>
    public static IReadOnlyList<BrokenLink> Links(Engine engine, Article article)
    {
        try
        {
            return [.. ArticleLinks.Of(article).Distinct().Select(link => Check(engine, article, link.Id, link.Anchor)).OfType<BrokenLink>()];
        }
        catch (ArgumentException)
        {
            return []; // nested too deeply to be Markdown: it is shown as plain text, without links
        }
    }

    /// <summary>Articles that may answer what <paramref name="title"/> asks, other than the one with this id.</summary>
    public static IReadOnlyList<Duplicate> Duplicates(Engine engine, string id, string title)
    {
        string text = title.Length <= MaxTitle ? title : title[..MaxTitle];
        return AnalyzedText.Of(text).Terms.Count < 2
            ? []
            : [.. engine.Respond(text, Viewer.Agent, Shown + 1).Articles.Where(a => a.Id != id && a.Probability >= Likely).Take(Shown).Select(a => new Duplicate(a.Id, a.Title, a.Probability))];
    }

    private static BrokenLink? Check(Engine engine, Article from, string id, string anchor)
    {
        string prefix = "articles/"; // the address of a page, written as a link
        string target = id.StartsWith(prefix, StringComparison.Ordinal) && engine.Store.GetArticle(id) is null ? id[prefix.Length..] : id;
        var found = target == from.Id ? from : (engine.Store.GetArticle(target) ?? engine.Store.FindByAlias(target))?.Article;
        string named = anchor.Length == 0 ? id : $"{id}#{anchor}";
        return found is null ? new BrokenLink(named, "there is no such article")
            : anchor.Length > 0 && ArticleContent.Of(found.Body).Headings.All(h => h.Anchor != anchor) ? new BrokenLink(named, "the article has no such heading")
            : found.State != ArticleState.Published ? new BrokenLink(named, "it is not published")
            : null;
    }
}
