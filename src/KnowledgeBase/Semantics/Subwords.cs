namespace KnowledgeBase.Semantics;

/// <summary>Hashes of a word and of its 3- to 5-letter pieces: what is known of a word that the vocabulary lacks.</summary>
internal static class Subwords
{
    /// <summary>Most buckets that one word can have.</summary>
    public const int Most = 1 + (3 * (Longest + 2));

    // Pieces of longer words are not looked at: they are hashes and addresses.
    private const int Longest = 24;

    /// <summary>A stable hash (FNV-1a, then the SplitMix64 finalizer) of <paramref name="word"/>.</summary>
    public static ulong Hash(ReadOnlySpan<char> word)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in word)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return Mix(hash);
    }

    /// <summary>The SplitMix64 finalizer.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    /// <summary>Writes the buckets (0 to <paramref name="buckets"/> - 1) of <paramref name="word"/> to <paramref name="target"/>, which holds at least <see cref="Most"/>; the number written.</summary>
    public static int Buckets(ReadOnlySpan<char> word, int buckets, Span<int> target)
    {
        target[0] = (int)(Hash(word) % (ulong)buckets);
        int count = 1;
        Span<char> framed = stackalloc char[Longest + 2];
        var core = word[..Math.Min(word.Length, Longest)];
        framed[0] = '<';
        core.CopyTo(framed[1..]);
        framed[core.Length + 1] = '>';
        framed = framed[..(core.Length + 2)];
        for (int length = 3; length <= 5; length++)
        {
            for (int start = 0; start + length <= framed.Length; start++)
            {
                if (length < framed.Length)
                {
                    target[count++] = (int)(Hash(framed.Slice(start, length)) % (ulong)buckets);
                }
            }
        }

        return count;
    }
}
