using System.Collections.Concurrent;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace KnowledgeBase.Text;

/// <summary>Turns token spans into the terms they are indexed under, one shared string for each: the English stem (Porter2) of letters, the folded surface of anything else.</summary>
public static class TermPool
{
    // Beyond this many different surfaces new ones are computed each time; a corpus of 100k sections holds about 300k.
    private const int Capacity = 1_000_000;

    private static readonly ConcurrentDictionary<string, string> Surfaces = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string> Stems = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> SurfaceSpans = Surfaces.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> StemSpans = Stems.GetAlternateLookup<ReadOnlySpan<char>>();
    private static int count;

    [ThreadStatic]
    private static EnglishStemmer? stemmer;

    /// <summary>The term of a token of <paramref name="folded"/>.</summary>
    public static string Term(ReadOnlySpan<char> folded, Token token)
    {
        Span<char> buffer = stackalloc char[Tokenizer.MaxTokenLength];
        return Stem(Written(folded, token, buffer));
    }

    /// <summary>The token as it is written, folded but not stemmed; a <see cref="TokenKind.Joined"/> token as one word.</summary>
    public static string Surface(ReadOnlySpan<char> folded, Token token)
    {
        Span<char> buffer = stackalloc char[Tokenizer.MaxTokenLength];
        return Pool(Written(folded, token, buffer));
    }

    /// <summary>The English stem of a folded word; other surfaces unchanged.</summary>
    public static string Stem(ReadOnlySpan<char> surface)
    {
        if (StemSpans.TryGetValue(surface, out string? known))
        {
            return known;
        }

        string word = Pool(surface);
        string stem = IsStemmable(surface) ? Pool(Snowball(word)) : word;
        if (count < Capacity && Stems.TryAdd(word, stem))
        {
            Interlocked.Increment(ref count);
        }

        return stem;
    }

    private static ReadOnlySpan<char> Written(ReadOnlySpan<char> folded, Token token, Span<char> buffer)
    {
        var span = folded.Slice(token.Start, Math.Min(token.Length, Tokenizer.MaxTokenLength));
        if (token.Kind != TokenKind.Joined)
        {
            return span;
        }

        if (span.IndexOfAny(' ', '\n') is > 0 and int blank)
        {
            return PhrasalVerbs.Joined(span[..blank], span[(blank + 1)..]);
        }

        int length = 0;
        foreach (char c in span)
        {
            if (c is not ('-' or '\''))
            {
                buffer[length++] = c;
            }
        }

        return buffer[..length];
    }

    private static string Pool(ReadOnlySpan<char> surface)
    {
        if (SurfaceSpans.TryGetValue(surface, out string? known))
        {
            return known;
        }

        string text = surface.ToString();
        if (count < Capacity)
        {
            Surfaces.TryAdd(text, text);
        }

        return text;
    }

    private static bool IsStemmable(ReadOnlySpan<char> surface) =>
        surface.Length > 2 && surface.IndexOfAnyExceptInRange('a', 'z') < 0;

    private static string Snowball(string word)
    {
        var snowball = stemmer ??= new EnglishStemmer();
        snowball.SetCurrent(word);
        snowball.Stem();
        return snowball.Current;
    }
}
