using KnowledgeBase.Indexing;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval;

/// <summary>An article offered while a question is typed.</summary>
public sealed record Completion(string Id, string Title);

/// <summary>Completes the first letters of a question to titles: every word typed begins a word of the title.</summary>
public static class Completions
{
    private const int Spare = 32; // for those that the store no longer shows

    /// <summary>Up to <paramref name="count"/> titles that <paramref name="viewer"/> may see; those that begin with what is typed first, then shorter ones.</summary>
    public static IReadOnlyList<Completion> Of(KnowledgeIndex index, Visible visible, string typed, Viewer viewer, int count)
    {
        string[] words = Folding.Fold(typed.Length <= 200 ? typed : typed[..200]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return [];
        }

        long asOf = index.Sequence;
        var found = new List<(IndexedArticle Article, bool Begins)>();
        foreach (var titles in index.Titles)
        {
            found.AddRange(titles.Complete(words, Math.Max(Spare, count), article => index.Holds(article) && Retriever.MaySee(viewer, article.State, article.Audience)));
        }

        found.Sort(static (a, b) =>
            a.Begins != b.Begins ? (a.Begins ? -1 : 1)
            : a.Article.Article.Title.Length != b.Article.Article.Title.Length ? a.Article.Article.Title.Length.CompareTo(b.Article.Article.Title.Length)
            : string.CompareOrdinal(a.Article.Article.Id, b.Article.Article.Id));
        return [.. visible.Of(viewer, found, f => f.Article.Key, count, asOf).Select(f => new Completion(f.Article.Article.Id, f.Article.Article.Title))];
    }
}
