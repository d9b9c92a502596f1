using System.Numerics;
using System.Runtime.InteropServices;
using KnowledgeBase.Semantics;
using Lucene.Net.Util;

namespace KnowledgeBase.Indexing;

/// <summary>One document that matched.</summary>
/// <param name="Owner">The article or ticket it belongs to.</param>
/// <param name="Ordinal">Number of the passage; 0 for whole documents.</param>
/// <param name="Score">BM25.</param>
public readonly record struct Hit<T>(T Owner, int Ordinal, float Score);

/// <summary>A term of a question with how much it counts.</summary>
/// <param name="Id">Its number; 0 when nothing holds it.</param>
/// <param name="Weight">Its weight in the question.</param>
public readonly record struct WeightedTerm(int Id, float Weight);

/// <summary>One field of the whole index as it was at a refresh; never changes.</summary>
/// <typeparam name="T">What a document belongs to.</typeparam>
public sealed class FieldView<T>
    where T : class
{
    [ThreadStatic]
    private static float[]? scoreBuffer;

    private readonly (FieldPostings<T> Postings, IBits? Live, int First)[] segments;
    private readonly float b;

    internal FieldView(IReadOnlyList<(FieldPostings<T> Postings, IBits? Live)> segments, float b)
    {
        this.b = b;
        this.segments = new (FieldPostings<T>, IBits?, int)[segments.Count];
        long terms = 0;
        int slots = 0;
        for (int i = 0; i < segments.Count; i++)
        {
            var (postings, live) = segments[i];
            this.segments[i] = (postings, live, slots);
            slots += postings.Count;
            var living = postings.Living(live);
            Documents += living.Documents;
            terms += living.Terms;
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
        foreach (var (postings, live, _) in segments)
        {
            sum += postings.DocumentFrequency(term, live);
        }

        return sum;
    }

    /// <summary>Fills <paramref name="best"/> with the best documents for <paramref name="terms"/> by <see cref="Bm25"/>, best first, equal scores in the order they were written; how many there are. Exact: every posting is scored.</summary>
    public int Search(ReadOnlySpan<WeightedTerm> terms, Span<Hit<T>> best)
    {
        Span<ScoredSlot> kept = best.Length <= 512 ? stackalloc ScoredSlot[best.Length] : new ScoredSlot[best.Length];
        var heap = new NearestHeap(kept);
        Span<float> weights = stackalloc float[terms.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            int frequency = terms[i].Id == 0 ? 0 : DocumentFrequency(terms[i].Id);
            weights[i] = frequency == 0 ? 0 : Bm25.Idf(frequency, Documents) * terms[i].Weight * (Bm25.K1 + 1);
        }

        float free = Bm25.K1 * (1 - b), perTerm = Bm25.K1 * b / AverageLength;
        foreach (var (postings, live, first) in segments)
        {
            var scores = Buffer(postings.Count);
            for (int i = 0; i < terms.Length; i++)
            {
                if (weights[i] > 0)
                {
                    postings.Score(terms[i].Id, weights[i], free, perTerm, scores);
                }
            }

            Collect(postings, live, first, scores, ref heap);
        }

        int count = heap.Sort();
        for (int i = 0; i < count; i++)
        {
            best[i] = Resolve(kept[i]);
        }

        return count;
    }

    // Offers the scores to the heap and leaves the buffer zero for the next segment or question.
    private static void Collect(FieldPostings<T> postings, IBits? live, int first, Span<float> scores, ref NearestHeap heap)
    {
        var lanes = MemoryMarshal.Cast<float, Vector<float>>(scores);
        for (int lane = 0; lane < lanes.Length; lane++)
        {
            if (Vector.GreaterThanAny(lanes[lane], new Vector<float>(heap.Least)))
            {
                Offer(postings, live, first, scores, lane * Vector<float>.Count, (lane + 1) * Vector<float>.Count, ref heap);
            }
        }

        Offer(postings, live, first, scores, lanes.Length * Vector<float>.Count, scores.Length, ref heap);
        scores.Clear();
    }

    private static void Offer(FieldPostings<T> postings, IBits? live, int first, Span<float> scores, int from, int to, ref NearestHeap heap)
    {
        for (int i = from; i < to; i++)
        {
            if (scores[i] > heap.Least && postings.Owners[i] is not null && (live is null || live.Get(postings.InSegment[i])))
            {
                heap.Offer(new ScoredSlot(first + i, scores[i]));
            }
        }
    }

    private Hit<T> Resolve(ScoredSlot slot)
    {
        int segment = segments.Length - 1;
        while (segments[segment].First > slot.Slot)
        {
            segment--;
        }

        var (postings, _, first) = segments[segment];
        int at = slot.Slot - first;
        return new Hit<T>(postings.Owners[at]!, postings.Ordinals.Length == 0 ? 0 : postings.Ordinals[at], slot.Score);
    }

    // Zero on entry and on exit.
    private static Span<float> Buffer(int length)
    {
        if (scoreBuffer is null || scoreBuffer.Length < length)
        {
            scoreBuffer = new float[length + (length / 4)];
        }

        return scoreBuffer.AsSpan(0, length);
    }
}
