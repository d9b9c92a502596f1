using System.Numerics.Tensors;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Indexing;

/// <summary>
/// The articles of a <see cref="SemanticView"/> that are worth comparing exactly: in a small corpus all of them, in a large one those that the signs of the vectors speak for.
/// A row of signs stands for each passage, of its vector and that of what its article is asked by, weighted.
/// </summary>
/// <param name="vectors">The vectors of the view.</param>
internal sealed class Shortlist(QuantizedVectors vectors)
{
    /// <summary>Most articles on it. With the rows they are taken from, measured by recall.</summary>
    public const int Most = 1280;

    private const int RowsEach = 4;

    [ThreadStatic]
    private static (ushort[] Worths, int[] Found, ScoredSlot[] Chosen) buffers;

    private volatile SignedRows signs = new(new float[vectors.Dimensions]);

    /// <summary>Takes in the article at place number <paramref name="at"/>.</summary>
    public void Add(in Place place, int at) => Sign(signs, place, at);

    /// <summary>Takes the signs about the mean of some passages, evenly spread: it makes them tell more.</summary>
    public void Centre(Placement.Table now)
    {
        float[] mean = new float[vectors.Dimensions], vector = new float[vectors.Dimensions];
        int every = (now.Count / 1000) + 1, count = 0;
        for (int i = 0; i < now.Count; i += every, count++)
        {
            Weighted(now.Places[i], now.Places[i].First + 1, vector);
            TensorPrimitives.Add(mean, vector, mean);
        }

        TensorPrimitives.Multiply(mean, 1f / Math.Max(1, count), mean);
        var anew = new SignedRows(mean);
        for (int i = 0; i < now.Count; i++)
        {
            Sign(anew, now.Places[i], i);
        }

        signs = anew;
    }

    /// <summary>Those for a question, by the number of their place, in no order; how many there are.</summary>
    public (ScoredSlot[] Chosen, int Count) Of(Placement.Table all, ReadOnlySpan<sbyte> question) => all.Count <= Most ? Every(all) : Choose(all, question);

    private static (ScoredSlot[] Chosen, int Count) Every(Placement.Table all)
    {
        var (_, _, chosen) = Buffers(all.Count);
        int count = 0;
        for (int i = 0; i < all.Count; i++)
        {
            chosen[count] = new ScoredSlot(i, 0);
            count += all.Gone[i] ? 0 : 1;
        }

        return (chosen, count);
    }

    // First the rows of most worth by signs alone, then of these the articles with the best estimates.
    private (ScoredSlot[] Chosen, int Count) Choose(Placement.Table all, ReadOnlySpan<sbyte> question)
    {
        var now = signs;
        int rows = now.Count, whole = SignedRows.WholeBlocks(rows);
        var (worths, found, chosen) = Buffers(whole);
        now.Estimate(question, worths.AsSpan(0, whole));
        int count = 0, last = -1;
        foreach (int row in found.AsSpan(0, Selection.Roughly(worths.AsSpan(0, rows), RowsEach * Most, found)))
        {
            int at = now.Owner(row);
            if (at >= all.Count || all.Gone[at])
            {
                continue;
            }

            float estimate = now.Estimated(row, worths[row]);
            if (at != last)
            {
                chosen[count++] = new ScoredSlot(at, estimate);
            }
            else if (estimate > chosen[count - 1].Score)
            {
                chosen[count - 1] = new ScoredSlot(at, estimate);
            }

            last = at;
        }

        return (chosen, Selection.Largest(chosen.AsSpan(0, count), Most));
    }

    private void Sign(SignedRows to, in Place place, int owner)
    {
        Span<float> vector = stackalloc float[vectors.Dimensions];
        for (int row = place.First + 1; row < place.End; row++)
        {
            Weighted(place, row, vector);
            to.Add(vector, owner);
        }
    }

    // A dot product with it is that of what the article is asked by and that of the passage, weighted.
    private void Weighted(in Place place, int passage, Span<float> vector)
    {
        Span<float> asked = stackalloc float[vectors.Dimensions];
        TensorPrimitives.ConvertTruncating(vectors.Row(place.First), asked);
        TensorPrimitives.ConvertTruncating(vectors.Row(passage), vector);
        TensorPrimitives.Multiply(vector, SemanticView.PassageWeight * vectors.Scale(passage), vector);
        TensorPrimitives.MultiplyAdd(asked, SemanticView.AskedWeight * vectors.Scale(place.First), vector, vector);
    }

    private static (ushort[] Worths, int[] Found, ScoredSlot[] Chosen) Buffers(int rows)
    {
        if (buffers.Worths is null || buffers.Worths.Length < rows)
        {
            int room = rows + (rows / 8);
            buffers = (new ushort[room], new int[room], new ScoredSlot[room]);
        }

        return buffers;
    }
}
