using KnowledgeBase.Indexing;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval;

/// <summary>An article offered while a question is typed.</summary>
public sealed record Completion(string Id, string Title);

/// <summary>Completes the first letters of a question to titles: every word typed begins a word of the title.</summary>
public static class Completions
{
    /// <summary>Up to <paramref name="count"/> titles that <paramref name="viewer"/> may see; those that begin with what is typed first, then shorter ones.</summary>
    public static IReadOnlyList<Completion> Of(KnowledgeIndex index, Visible visible, string typed, Viewer viewer, int count)
    {
        string[] words = Folding.Fold(typed.Length <= 200 ? typed : typed[..200]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = new List<(int Rank, long Key, Completion Completion)>();
        foreach (var article in index.Articles.Values)
        {
            if (Retriever.MaySee(viewer, article.Article) && words.Length > 0)
            {
                string title = Folding.Fold(article.Article.Title);
                if (Array.TrueForAll(words, w => Begins(title, w)))
                {
                    found.Add((title.StartsWith(words[0], StringComparison.Ordinal) ? 0 : 1, article.Key, new Completion(article.Article.Id, article.Article.Title)));
                }
            }
        }

        var best = found.OrderBy(f => f.Rank).ThenBy(f => f.Completion.Title.Length).ThenBy(f => f.Completion.Id, StringComparer.Ordinal);
        return [.. visible.Of(viewer, best, f => f.Key, count).Select(f => f.Completion)];
    }

    private static bool Begins(string title, string word)
    {
        for (int at = title.IndexOf(word, StringComparison.Ordinal); at >= 0; at = title.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || !char.IsLetterOrDigit(title[at - 1]))
            {
                return true;
            }
        }

        return false;
    }
}
