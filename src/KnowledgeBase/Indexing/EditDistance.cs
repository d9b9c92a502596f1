namespace KnowledgeBase.Indexing;

/// <summary>
/// Edits (a letter more, less or other, two neighbours swapped) between one word and many: the bit-parallel algorithm of Myers (1999)
/// with Hyyrö's transpositions (2003), a few instructions a letter.
/// </summary>
public readonly ref struct EditDistance
{
    /// <summary>Longest word, in lower-case ASCII letters.</summary>
    public const int MaxLength = 64;

    private readonly Letters masks;
    private readonly int length;

    /// <summary>Prepares <paramref name="word"/>: 1 to 64 lower-case ASCII letters.</summary>
    public EditDistance(string word)
    {
        length = word.Length;
        for (int i = 0; i < length; i++)
        {
            masks[word[i] - 'a'] |= 1UL << i;
        }
    }

    /// <summary>The edits to <paramref name="other"/>, of lower-case ASCII letters.</summary>
    public int To(string other)
    {
        ulong positive = ulong.MaxValue, negative = 0, diagonal = 0, before = 0, last = 1UL << (length - 1);
        int distance = length;
        foreach (char c in other)
        {
            ulong match = masks[c - 'a'];
            ulong swapped = ((~diagonal & match) << 1) & before;
            diagonal = (((match & positive) + positive) ^ positive) | match | negative | swapped;
            ulong more = negative | ~(diagonal | positive), less = diagonal & positive;
            distance += (more & last) != 0 ? 1 : (less & last) != 0 ? -1 : 0;
            more = (more << 1) | 1;
            less <<= 1;
            positive = less | ~(diagonal | more);
            negative = diagonal & more;
            before = match;
        }

        return distance;
    }

    [System.Runtime.CompilerServices.InlineArray(26)]
    private struct Letters
    {
        private ulong first;
    }
}
