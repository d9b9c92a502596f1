using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using KnowledgeBase.Text;

namespace KnowledgeBase.Indexing;

/// <summary>Some titles by what their words begin with, made ready for completion. Titles are numbered shortest first, then by id; never changes.</summary>
public sealed class TitleIndex
{
    // A place is the number of a title, and this where the word does not begin it: places are in the order in which titles are offered.
    private const int Inside = 1 << 30;

    private readonly IndexedArticle[] articles;
    private readonly byte[] letters; // of all titles, folded, in UTF-8: one array costs less than as many strings, and is read in its order
    private readonly int[] ends;
    private readonly string[] words;
    private readonly int[] starts;
    private readonly int[] postings; // places by word, ascending

    private TitleIndex(IndexedArticle[] articles, byte[] letters, int[] ends, string[] words, int[] starts, int[] postings)
    {
        this.articles = articles;
        this.letters = letters;
        this.ends = ends;
        this.words = words;
        this.starts = starts;
        this.postings = postings;
    }

    /// <summary>The articles, by number.</summary>
    internal IReadOnlyList<IndexedArticle> Articles => articles;

    /// <summary>The titles of <paramref name="articles"/>.</summary>
    public static TitleIndex Of(IEnumerable<IndexedArticle> articles)
    {
        IndexedArticle[] ordered = [.. articles.OrderBy(a => a.Article.Title.Length).ThenBy(a => a.Article.Id, StringComparer.Ordinal)];
        var letters = new ArrayBufferWriter<byte>(1 + ordered.Sum(a => a.Article.Title.Length));
        char[] folded = new char[ordered.Length == 0 ? 0 : ordered[^1].Article.Title.Length];
        int[] ends = new int[ordered.Length];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var spans = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        var found = new List<(int Word, int Place)>(); // word by word of each title
        var last = new List<int>(); // title of each word
        for (int i = 0; i < ordered.Length; i++)
        {
            var title = folded.AsSpan(0, ordered[i].Article.Title.Length);
            Folding.Fold(ordered[i].Article.Title, title);
            Encoding.UTF8.GetBytes(title, letters);
            ends[i] = letters.WrittenCount;
            for (int at = 0; at < title.Length; at++)
            {
                if (!IsBeginning(title, at))
                {
                    continue;
                }

                int length = title[at..].IndexOf(' ');
                ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(spans, length < 0 ? title[at..] : title.Slice(at, length), out bool known);
                if (!known)
                {
                    number = last.Count;
                    last.Add(-1);
                }

                if (last[number] != i)
                {
                    last[number] = i;
                    found.Add((number, at == 0 ? i : i | Inside));
                }
            }
        }

        string[] words = [.. numbers.Keys];
        int[] byWord = [.. numbers.Values], rank = new int[words.Length], starts = new int[words.Length + 1];
        Array.Sort(words, byWord, StringComparer.Ordinal);
        for (int w = 0; w < byWord.Length; w++)
        {
            rank[byWord[w]] = w;
        }

        foreach (var (word, _) in found)
        {
            starts[rank[word] + 1]++;
        }

        for (int w = 0; w < words.Length; w++)
        {
            starts[w + 1] += starts[w];
        }

        int[] next = starts[..^1], postings = new int[found.Count];
        foreach (var (word, place) in found)
        {
            postings[next[rank[word]]++] = place;
        }

        for (int w = 0; w < words.Length; w++)
        {
            postings.AsSpan(starts[w]..starts[w + 1]).Sort();
        }

        return new TitleIndex(ordered, letters.WrittenSpan.ToArray(), ends, words, starts, postings);
    }

    /// <summary>
    /// The first <paramref name="most"/> of the articles that <paramref name="may"/> be shown with a title in which each of the <paramref name="typed"/> words (folded) begins a word:
    /// those whose title begins with the first of them (<c>Begins</c>), then the others, by number.
    /// </summary>
    public IEnumerable<(IndexedArticle Article, bool Begins)> Complete(IReadOnlyList<string> typed, int most, Func<IndexedArticle, bool> may)
    {
        var (which, first, end) = Rarest(typed);
        byte[][] begun = [.. typed.Select(Encoding.UTF8.GetBytes)];
        int[] best = new int[most];
        int count = 0, bar = int.MaxValue;
        for (int word = first; word < end; word++)
        {
            foreach (int posting in postings.AsSpan(starts[word]..starts[word + 1]))
            {
                int number = posting & ~Inside, place = posting;
                if (which != 0)
                {
                    place = number >= bar || Title(number).StartsWith(begun[0]) ? number : number | Inside;
                }

                if (place < bar)
                {
                    if (Holds(Title(number), begun, which) && may(articles[number]))
                    {
                        count = Insert(best, count, place);
                        bar = count == most ? best[^1] : bar;
                    }
                }
                else if (which == 0)
                {
                    break; // what follows of this word is further down
                }
            }
        }

        return best.Take(count).Select(p => (articles[p & ~Inside], (p & Inside) == 0));
    }

    // Keeps the smallest places in order, each title once; how many there are then.
    private static int Insert(int[] best, int count, int place)
    {
        int same = best.AsSpan(0, count).IndexOfAny(place, place ^ Inside);
        if (same >= 0 && best[same] <= place)
        {
            return count;
        }

        int last = same >= 0 ? same : count < best.Length ? count++ : count - 1; // the one to give way
        int at = ~best.AsSpan(0, last).BinarySearch(place);
        best.AsSpan(at..last).CopyTo(best.AsSpan(at + 1));
        best[at] = place;
        return count;
    }

    // Whether each of the typed words but one, of which that is known, begins a word of the title.
    private static bool Holds(ReadOnlySpan<byte> title, byte[][] typed, int known)
    {
        for (int i = 0; i < typed.Length; i++)
        {
            if (i != known && !Holds(title, typed[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Holds(ReadOnlySpan<byte> title, byte[] typed)
    {
        for (int at = 0; ; at++)
        {
            int next = title[at..].IndexOf(typed);
            if (next < 0 || !IsInside(title[..(at + next)]))
            {
                return next >= 0;
            }

            at += next;
        }
    }

    // The typed word that begins fewest words of titles, and which words these are.
    private (int Which, int First, int End) Rarest(IReadOnlyList<string> typed)
    {
        (int Which, int First, int End) rarest = (0, 0, words.Length);
        for (int i = 0; i < typed.Count; i++)
        {
            int first = Lower(typed[i], 0), end = Lower(typed[i], 1);
            if (i == 0 || starts[end] - starts[first] < starts[rarest.End] - starts[rarest.First])
            {
                rarest = (i, first, end);
            }
        }

        return rarest;
    }

    // The first word that, cut to the length of what is typed, compares so with it or higher.
    private int Lower(string typed, int compares)
    {
        int low = 0, high = words.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            string word = words[middle];
            if (Math.Sign(word.AsSpan(0, Math.Min(word.Length, typed.Length)).SequenceCompareTo(typed)) < compares)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private ReadOnlySpan<byte> Title(int number) => letters.AsSpan((number == 0 ? 0 : ends[number - 1])..ends[number]);

    private static bool IsBeginning(ReadOnlySpan<char> title, int at) => title[at] != ' ' && (at == 0 || !char.IsLetterOrDigit(title[at - 1]));

    // Whether a word goes on after this: the same of UTF-8.
    private static bool IsInside(ReadOnlySpan<byte> before) =>
        !before.IsEmpty && (before[^1] < 0x80 ? char.IsAsciiLetterOrDigit((char)before[^1])
            : Rune.DecodeLastFromUtf8(before, out var last, out _) == OperationStatus.Done && last.IsBmp && Rune.IsLetterOrDigit(last));
}
