namespace KnowledgeBase.Semantics;

/// <summary>The terms that have a row of their own, in row order.</summary>
public sealed class EmbeddingVocabulary
{
    private readonly Dictionary<string, int> rows;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> spans;

    /// <summary>A vocabulary of distinct <paramref name="terms"/>.</summary>
    public EmbeddingVocabulary(IReadOnlyList<string> terms)
    {
        Terms = terms;
        rows = new Dictionary<string, int>(terms.Count, StringComparer.Ordinal);
        for (int row = 0; row < terms.Count; row++)
        {
            if (!rows.TryAdd(terms[row], row))
            {
                throw new ArgumentException($"The term '{terms[row]}' is there twice.", nameof(terms));
            }
        }

        spans = rows.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The terms by row.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>How many terms there are.</summary>
    public int Count => Terms.Count;

    /// <summary>The row of <paramref name="term"/>, or -1.</summary>
    public int Row(ReadOnlySpan<char> term) => spans.TryGetValue(term, out int row) ? row : -1;

    /// <summary>The row of <paramref name="term"/>, or -1.</summary>
    public int Row(string term) => rows.TryGetValue(term, out int row) ? row : -1;
}
