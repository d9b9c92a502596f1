using KnowledgeBase.Semantics;
using Lucene.Net.Util;

namespace KnowledgeBase.Indexing;

/// <summary>One document that matched.</summary>
/// <param name="Owner">The article or ticket it belongs to.</param>
/// <param name="Ordinal">Number of the passage; 0 for whole documents.</param>
/// <param name="Score">BM25.</param>
/// <param name="Slot">Slot of the owner.</param>
public readonly record struct Hit<T>(T Owner, int Ordinal, float Score, int Slot);

/// <summary>A term of a question with how much it counts.</summary>
/// <param name="Id">Its number; 0 when nothing holds it.</param>
/// <param name="Weight">Its weight in the question.</param>
public readonly record struct WeightedTerm(int Id, float Weight);

/// <summary>One field of the whole index as it was at a refresh; never changes.</summary>
/// <typeparam name="T">What a document belongs to.</typeparam>
public sealed class FieldView<T>
    where T : class, IIndexed
{
    [ThreadStatic]
    private static float[]? scoreBuffer;

    [ThreadStatic]
    private static ScoredSlot[]? foundBuffer;

    private readonly Part[] parts;
    private readonly int slots;
    private readonly float b;
    private Func<int, long>? keyOf;

    internal FieldView(IReadOnlyList<(FieldPostings<T> Postings, IBits? Live)> segments, float b, FieldView<T>? before)
    {
        this.b = b;
        parts = new Part[segments.Count];
        long terms = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            var (postings, live) = segments[i];
            var (gone, isGone) = Array.Find(before?.parts ?? [], p => p.Postings == postings && p.Live == live) is { Postings: not null } same ? (same.Gone, same.IsGone) : Gone(postings, live);
            parts[i] = new Part(postings, live, gone, isGone, slots);
            slots += postings.Count;
            Documents += postings.Count - gone.Length;
            terms += postings.TotalTerms(gone);
        }

        AverageLength = Documents == 0 ? 1 : Math.Max(1f, (float)terms / Documents);
    }

    /// <summary>Documents that have the field. Unlike in Lucene deleted ones do not count: a score must not depend on what a node has been through.</summary>
    public int Documents { get; }

    /// <summary>Mean number of terms of a document.</summary>
    public float AverageLength { get; }

    /// <summary>How many documents hold the term with this number.</summary>
    public int DocumentFrequency(int term)
    {
        int sum = 0;
        foreach (var part in parts)
        {
            sum += part.Postings.DocumentFrequency(term, part.IsGone);
        }

        return sum;
    }

    /// <summary>Fills <paramref name="best"/> with the best documents for <paramref name="terms"/> by <see cref="Bm25"/>, best first if <paramref name="ordered"/>; how many there are. Exact: every posting is scored; of equal scores those with the lower key.</summary>
    public int Search(ReadOnlySpan<WeightedTerm> terms, Span<Hit<T>> best, bool ordered = false)
    {
        Reserve(slots);
        var scores = scoreBuffer.AsSpan(0, slots);
        var found = foundBuffer.AsSpan(0, slots);
        Span<float> weights = stackalloc float[terms.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            int frequency = terms[i].Id == 0 ? 0 : DocumentFrequency(terms[i].Id);
            weights[i] = frequency == 0 ? 0 : Bm25.Idf(frequency, Documents) * terms[i].Weight * Bm25.Ceiling;
        }

        float free = Bm25.K1 * (1 - b), perTerm = Bm25.K1 * b / AverageLength;
        foreach (var (postings, _, gone, _, first) in parts)
        {
            var own = scores.Slice(first, postings.Count);
            for (int i = 0; i < terms.Length; i++)
            {
                if (weights[i] > 0)
                {
                    postings.Score(terms[i].Id, weights[i], free, perTerm, own);
                }
            }

            foreach (int at in gone)
            {
                own[at] = 0;
            }
        }

        found = found[..Selection.Candidates(scores, best.Length, found)];
        int count = Selection.Largest(found, best.Length);
        Selection.Settle(found, count, keyOf ??= KeyOf);
        scores.Clear();
        for (int i = 0; i < count; i++)
        {
            best[i] = Resolve(found[i]);
        }

        if (ordered)
        {
            best[..count].Sort(static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Owner.Key != b.Owner.Key ? a.Owner.Key.CompareTo(b.Owner.Key) : a.Ordinal.CompareTo(b.Ordinal));
        }

        return count;
    }

    private static (int[] Gone, bool[]? IsGone) Gone(FieldPostings<T> postings, IBits? live)
    {
        int[] gone = postings.Gone(live);
        bool[]? isGone = gone.Length == 0 ? null : new bool[postings.Count];
        foreach (int document in gone)
        {
            isGone![document] = true;
        }

        return (gone, isGone);
    }

    private long KeyOf(int slot)
    {
        var (owner, ordinal, _, _) = Resolve(new ScoredSlot(slot, 0));
        return (owner.Key << 16) + ordinal;
    }

    private Hit<T> Resolve(ScoredSlot slot)
    {
        int part = parts.Length - 1;
        while (parts[part].First > slot.Slot)
        {
            part--;
        }

        var (postings, _, _, _, first) = parts[part];
        ref readonly var origin = ref postings.Origins[slot.Slot - first];
        return new Hit<T>(origin.Owner!, origin.Ordinal, slot.Score, origin.Slot);
    }

    // The scores are zero before and after each search.
    private static void Reserve(int length)
    {
        if (scoreBuffer is null || scoreBuffer.Length < length)
        {
            scoreBuffer = new float[length + (length / 8)];
            foundBuffer = new ScoredSlot[scoreBuffer.Length];
        }
    }

    /// <summary>One segment.</summary>
    /// <param name="Postings">Its postings.</param>
    /// <param name="Live">Which of its documents Lucene has not deleted; null: all.</param>
    /// <param name="Gone">Documents of it that are not to be found.</param>
    /// <param name="IsGone">The same by document; null when there are none.</param>
    /// <param name="First">Number of its first document in the field.</param>
    private readonly record struct Part(FieldPostings<T> Postings, IBits? Live, int[] Gone, bool[]? IsGone, int First);
}
