namespace KnowledgeBase.Semantics;

/// <summary>A stored vector and how near it is.</summary>
/// <param name="Slot">Where <see cref="QuantizedVectors"/> keeps it.</param>
/// <param name="Score">Dot product; cosine for vectors of length 1.</param>
public readonly record struct ScoredSlot(int Slot, float Score);

/// <summary>Vectors as signed bytes in one flat array, scanned whole and exactly. Scans may run side by side; a write must be alone.</summary>
public sealed class QuantizedVectors(int dimensions)
{
    private readonly Stack<int> free = new();
    private sbyte[] data = [];
    private float[] scales = [];
    private bool[] alive = [];
    private int end;

    /// <summary>Components of each vector.</summary>
    public int Dimensions { get; } = dimensions > 0 ? dimensions : throw new ArgumentOutOfRangeException(nameof(dimensions), "A vector has at least one component.");

    /// <summary>Vectors held.</summary>
    public int Count => end - free.Count;

    /// <summary>Keeps <paramref name="vector"/> and returns its slot; slots of deleted vectors are used again.</summary>
    public int Add(ReadOnlySpan<float> vector)
    {
        if (vector.Length != Dimensions)
        {
            throw new ArgumentException($"A vector here has {Dimensions} components, not {vector.Length}.", nameof(vector));
        }

        if (!free.TryPop(out int slot))
        {
            slot = end;
            Reserve(end + 1);
            end++;
        }

        scales[slot] = Int8.Quantize(vector, data.AsSpan(slot * Dimensions, Dimensions));
        alive[slot] = true;
        return slot;
    }

    /// <summary>Forgets the vector at <paramref name="slot"/>; false when there is none.</summary>
    public bool Delete(int slot)
    {
        if ((uint)slot >= (uint)end || !alive[slot])
        {
            return false;
        }

        alive[slot] = false;
        free.Push(slot);
        return true;
    }

    /// <summary>The dot product of <paramref name="query"/> with the vector at <paramref name="slot"/>.</summary>
    public float Score(ReadOnlySpan<sbyte> query, float queryScale, int slot) =>
        (uint)slot < (uint)end && alive[slot]
            ? Int8.Dot(query, data.AsSpan(slot * Dimensions, Dimensions)) * (queryScale * scales[slot])
            : throw new ArgumentOutOfRangeException(nameof(slot), $"No vector is kept at {slot}.");

    /// <summary>Fills <paramref name="best"/> with the nearest vectors, nearest first, ties by slot; the number found. Allocates nothing.</summary>
    public int Nearest(ReadOnlySpan<sbyte> query, float queryScale, Span<ScoredSlot> best)
    {
        if (query.Length != Dimensions)
        {
            throw new ArgumentException($"A query here has {Dimensions} components, not {query.Length}.", nameof(query));
        }

        var nearest = new NearestHeap(best);
        for (int slot = 0; slot < end; slot++)
        {
            if (alive[slot])
            {
                int dot = Int8.Dot(query, data.AsSpan(slot * Dimensions, Dimensions));
                nearest.Offer(new ScoredSlot(slot, dot * (queryScale * scales[slot])));
            }
        }

        return nearest.Sort();
    }

    private void Reserve(int slots)
    {
        if (slots <= scales.Length)
        {
            return;
        }

        int capacity = (int)Math.Min(Math.Max(slots, scales.Length * 3L / 2), Array.MaxLength / Dimensions);
        capacity = Math.Max(capacity, 16);
        Array.Resize(ref data, checked(capacity * Dimensions));
        Array.Resize(ref scales, capacity);
        Array.Resize(ref alive, capacity);
    }
}
