using KnowledgeBase.Text;

namespace KnowledgeBase.Indexing;

/// <summary>The titles by what their words begin with, made ready for completion. Titles are numbered shortest first, then by id; never changes.</summary>
public sealed class TitleIndex
{
    private readonly IndexedArticle[] articles;
    private readonly string[] titles;
    private readonly string[] words;
    private readonly int[] starts;
    private readonly int[] postings;

    private TitleIndex(IndexedArticle[] articles, string[] titles, string[] words, int[] starts, int[] postings)
    {
        this.articles = articles;
        this.titles = titles;
        this.words = words;
        this.starts = starts;
        this.postings = postings;
    }

    /// <summary>How many titles there are.</summary>
    public int Count => articles.Length;

    /// <summary>The titles of <paramref name="articles"/>.</summary>
    public static TitleIndex Of(IEnumerable<IndexedArticle> articles)
    {
        IndexedArticle[] ordered = [.. articles.OrderBy(a => a.Article.Title.Length).ThenBy(a => a.Article.Id, StringComparer.Ordinal)];
        string[] titles = Array.ConvertAll(ordered, a => Folding.Fold(a.Article.Title));
        var holders = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var spans = holders.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int i = 0; i < titles.Length; i++)
        {
            string title = titles[i];
            for (int at = 0; at < title.Length; at++)
            {
                if (!IsBeginning(title, at))
                {
                    continue;
                }

                int end = title.IndexOf(' ', at);
                var word = end < 0 ? title.AsSpan(at) : title.AsSpan(at..end);
                if (!spans.TryGetValue(word, out var list))
                {
                    spans[word] = list = [];
                }

                list.Add(i);
            }
        }

        string[] words = [.. holders.Keys.Order(StringComparer.Ordinal)];
        int[] starts = new int[words.Length + 1];
        for (int w = 0; w < words.Length; w++)
        {
            starts[w + 1] = starts[w] + holders[words[w]].Count;
        }

        return new TitleIndex(ordered, titles, words, starts, [.. words.SelectMany(w => holders[w])]);
    }

    /// <summary>
    /// The first <paramref name="most"/> of the articles that <paramref name="may"/> be shown with a title in which each of the <paramref name="typed"/> words (folded) begins a word:
    /// those whose title begins with the first of them, then the others, by number.
    /// </summary>
    public IReadOnlyList<IndexedArticle> Complete(IReadOnlyList<string> typed, int most, Func<IndexedArticle, bool> may)
    {
        var best = new SortedSet<(bool Inside, int Number)>();
        foreach (int number in Rarest(typed))
        {
            var place = (Inside: !titles[number].StartsWith(typed[0], StringComparison.Ordinal), number);
            if ((best.Count < most || place.CompareTo(best.Max) < 0) && Holds(titles[number], typed) && may(articles[number]) && best.Add(place) && best.Count > most)
            {
                best.Remove(best.Max);
            }
        }

        return [.. best.Select(b => articles[b.Number])];
    }

    /// <summary>Whether each of the <paramref name="typed"/> words begins a word of <paramref name="title"/>; all folded.</summary>
    public static bool Holds(string title, IReadOnlyList<string> typed)
    {
        for (int i = 0; i < typed.Count; i++)
        {
            int at = title.IndexOf(typed[i], StringComparison.Ordinal);
            while (at > 0 && !IsBeginning(title, at))
            {
                at = title.IndexOf(typed[i], at + 1, StringComparison.Ordinal);
            }

            if (at < 0)
            {
                return false;
            }
        }

        return true;
    }

    // The titles with a word that begins with the typed word that fewest have.
    private ReadOnlySpan<int> Rarest(IReadOnlyList<string> typed)
    {
        (int First, int End) rarest = (0, int.MaxValue);
        for (int i = 0; i < typed.Count; i++)
        {
            (int First, int End) range = (starts[Lower(typed[i])], starts[Lower(typed[i] + char.MaxValue)]);
            rarest = range.End - range.First < rarest.End - rarest.First ? range : rarest;
        }

        return typed.Count == 0 ? [] : postings.AsSpan(rarest.First..rarest.End);
    }

    private int Lower(string word)
    {
        int at = Array.BinarySearch(words, word, StringComparer.Ordinal);
        return at < 0 ? ~at : at;
    }

    private static bool IsBeginning(string title, int at) => title[at] != ' ' && (at == 0 || !char.IsLetterOrDigit(title[at - 1]));
}
