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

        bool May(IndexedArticle article) => index.Holds(article) && Retriever.MaySee(viewer, article.Article);
        var found = index.Titles.Complete(words, Math.Max(Spare, count), May).Select(a => (Title: Folding.Fold(a.Article.Title), Article: a)).ToList();
        foreach (var article in index.Recent)
        {
            string title = Folding.Fold(article.Article.Title);
            if (TitleIndex.Holds(title, words) && May(article))
            {
                found.Add((title, article));
            }
        }

        var best = found.OrderBy(f => f.Title.StartsWith(words[0], StringComparison.Ordinal) ? 0 : 1).ThenBy(f => f.Title.Length).ThenBy(f => f.Article.Article.Id, StringComparer.Ordinal);
        return [.. visible.Of(viewer, best, f => f.Article.Key, count).Select(f => new Completion(f.Article.Article.Id, f.Article.Article.Title))];
    }
}
