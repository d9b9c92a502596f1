using System.Runtime.InteropServices;
using System.Text;
using Lucene.Net.Index;

namespace KnowledgeBase.Indexing;

/// <summary>The unstemmed words that public articles hold, the frequent ones first: what a misspelt word is mended to.</summary>
public sealed class WordList
{
    /// <summary>Shorter words are not offered.</summary>
    public const int MinLength = 5;

    // Made anew at each refresh up to this many documents (some milliseconds), then when one in 64 is new.
    private const int AlwaysFresh = 50_000;
    private const int Share = 64;

    private readonly int documents;
    private readonly string[][] byLetter = new string[26][];

    private WordList(Dictionary<string, int> words, int documents)
    {
        this.documents = documents;
        foreach (var letter in words.GroupBy(w => w.Key[0] - 'a'))
        {
            byLetter[letter.Key] = [.. letter.OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal).Select(w => w.Key)];
        }
    }

    /// <summary>Whether so much has changed that the list should be made anew.</summary>
    internal bool IsStale(IndexReader reader) => reader.MaxDoc <= AlwaysFresh || Math.Abs(reader.MaxDoc - documents) > documents / Share;

    /// <summary>The most frequent word within <paramref name="edits"/> of <paramref name="word"/> (lower-case ASCII letters) with the same first letter that may be <paramref name="offered"/>, or null.</summary>
    public string? Nearest(string word, int edits, Func<string, bool> offered)
    {
        var distance = new EditDistance(word);
        foreach (string candidate in byLetter[word[0] - 'a'] ?? [])
        {
            if (Math.Abs(candidate.Length - word.Length) <= edits && distance.To(candidate) <= edits && offered(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    internal static WordList Of(IndexReader reader)
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        var spelt = words.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> letters = stackalloc char[EditDistance.MaxLength];
        foreach (var leaf in reader.Leaves)
        {
            var term = leaf.AtomicReader.GetTerms(IndexFields.Words)?.GetEnumerator();
            while (term?.MoveNext() == true)
            {
                var word = term.Term.Bytes.AsSpan(term.Term.Offset, term.Term.Length);
                if (word.Length is >= MinLength and <= EditDistance.MaxLength && word.IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0)
                {
                    Encoding.ASCII.GetChars(word, letters);
                    CollectionsMarshal.GetValueRefOrAddDefault(spelt, letters[..word.Length], out _) += term.DocFreq;
                }
            }
        }

        return new WordList(words, reader.MaxDoc);
    }
}
