using System.Numerics.Tensors;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Indexing;

/// <summary>
/// The articles of a <see cref="SemanticView"/> that are worth comparing exactly: in a small corpus all of them, in a large one those that coarse forms of the vectors speak for:
/// the signs of all are scanned, the levels of those worth it are compared. A row of each stands for a passage, of its vector and that of what its article is asked by, weighted.
/// </summary>
/// <param name="vectors">The vectors of the view.</param>
internal sealed class Shortlist(QuantizedVectors vectors)
{
    /// <summary>Up to so many articles all are on it.</summary>
    public const int Few = 1280;

    /// <summary>Most of more articles.</summary>
    public const int Most = 320;

    // Rows taken by their signs alone, of many and of few; with Most measured by recall (results/speed.md).
    private const int Rows = 2560;
    private const int FewRows = 1536;
    private const int RowShare = 16;

    private const int Ahead = 8; // rows to fetch ahead of their estimate

    [ThreadStatic]
    private static (ushort[] Worths, int[] Found) rowBuffers;

    [ThreadStatic]
    private static ScoredSlot[]? chosenBuffer;

    private volatile Coarse coarse = new(new float[vectors.Dimensions]);
    private int sketched; // places

    /// <summary>Takes in what was added since.</summary>
    public void Refresh(Placement.Table now)
    {
        for (; sketched < now.Count; sketched++)
        {
            Sketch(coarse, now.Places[sketched], sketched);
        }
    }

    /// <summary>Takes signs and levels about the mean of some passages, evenly spread: it makes them tell more.</summary>
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
        var anew = new Coarse(mean);
        for (int i = 0; i < now.Count; i++)
        {
            Sketch(anew, now.Places[i], i);
        }

        coarse = anew;
        sketched = now.Count;
    }

    /// <summary>Those for a question, by the number of their place, in no order; how many there are.</summary>
    public (ScoredSlot[] Chosen, int Count) Of(Placement.Table all, ReadOnlySpan<sbyte> question) => all.Count <= Few ? Every(all) : Choose(all, question);

    private static (ScoredSlot[] Chosen, int Count) Every(Placement.Table all)
    {
        var chosen = Chosen(all.Count);
        int count = 0;
        for (int i = 0; i < all.Count; i++)
        {
            chosen[count] = new ScoredSlot(i, 0);
            count += all.Gone[i] ? 0 : 1;
        }

        return (chosen, count);
    }

    // The rows of most worth by signs alone, of these the articles with the best estimates.
    private (ScoredSlot[] Chosen, int Count) Choose(Placement.Table all, ReadOnlySpan<sbyte> question)
    {
        var now = coarse;
        var (signs, levels) = (now.Signs, now.Levels);
        int rows = signs.Count, whole = SignedRows.WholeBlocks(rows);
        var (worths, found) = Buffers(whole);
        signs.Estimate(question, worths.AsSpan(0, whole));
        Span<sbyte> padded = stackalloc sbyte[levels.Padded];
        padded.Clear();
        question.CopyTo(padded);
        int sum = 0, count = 0, last = -1, worthIt = Selection.Roughly(worths.AsSpan(0, rows), Math.Clamp(rows / RowShare, FewRows, Rows), found);
        var chosen = Chosen(worthIt);
        foreach (sbyte component in question)
        {
            sum += component;
        }

        for (int i = 0; i < worthIt; i++)
        {
            if (i + Ahead < worthIt)
            {
                levels.Prefetch(found[i + Ahead]);
            }

            var (at, estimate) = levels.Estimate(found[i], padded, sum);
            if (at >= all.Count || all.Gone[at])
            {
                continue;
            }

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

    private void Sketch(Coarse to, in Place place, int owner)
    {
        Span<float> vector = stackalloc float[vectors.Dimensions];
        for (int row = place.First + 1; row < place.End; row++)
        {
            Weighted(place, row, vector);
            to.Levels.Add(vector, owner);
            to.Signs.Add(vector); // the last: whoever sees the row finds its levels
        }
    }

    // A dot product with it is that of what the article is asked by and that of the passage, weighted.
    private void Weighted(in Place place, int passage, Span<float> vector)
    {
        vector.Clear();
        Int8.AddScaled(vectors.Row(passage), SemanticView.PassageWeight * vectors.Scale(passage), vector);
        Int8.AddScaled(vectors.Row(place.First), SemanticView.AskedWeight * vectors.Scale(place.First), vector);
    }

    private static (ushort[] Worths, int[] Found) Buffers(int rows)
    {
        if (rowBuffers.Worths is null || rowBuffers.Worths.Length < rows)
        {
            int room = rows + (rows / 8);
            rowBuffers = (new ushort[room], new int[room]);
        }

        return rowBuffers;
    }

    private static ScoredSlot[] Chosen(int most) => chosenBuffer is { } room && room.Length >= most ? room : chosenBuffer = new ScoredSlot[Math.Max(most, 2 * Rows)];

    private sealed class Coarse(float[] centre)
    {
        public SignedRows Signs { get; } = new(centre);

        public LevelRows Levels { get; } = new(centre);
    }
}
