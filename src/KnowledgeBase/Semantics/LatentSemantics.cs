using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Semantics;

/// <summary>
/// Latent semantic analysis (Deerwester et al. 1990) of the customer's own corpus: words that keep the same company get near vectors.
/// The truncated SVD is the randomised one of Halko, Martinsson and Tropp (2011) with two power iterations.
/// </summary>
public sealed class LatentSemantics
{
    /// <summary>Components kept; more than the recipe's 128 did not help.</summary>
    public const int MaxDimensions = 128;

    private const int Oversampling = 16;
    private const int MostOnStack = 256; // terms
    private const int PowerIterations = 2;
    private const int Attempts = 3;

    private readonly Dictionary<int, int> columns;
    private readonly float[] termVectors;
    private readonly float[] idf;

    private LatentSemantics(Dictionary<int, int> columns, float[] termVectors, float[] idf, int dimensions)
    {
        this.columns = columns;
        this.termVectors = termVectors;
        this.idf = idf;
        Dimensions = dimensions;
    }

    /// <summary>Length of the vectors; 0 when the corpus is too small to learn from.</summary>
    public int Dimensions { get; }

    /// <summary>Learns from <paramref name="texts"/>, each the term numbers of one text with repetitions; same input and seed, same model.</summary>
    public static LatentSemantics Learn(IReadOnlyList<int[]> texts, int seed = 1, CancellationToken cancel = default)
    {
        var frequency = new Dictionary<int, int>();
        var seen = new List<int>(); // columns follow the texts, not the numbers: nodes number their terms each in its own order
        foreach (int[] text in texts)
        {
            foreach (int term in text.Distinct())
            {
                if (!frequency.TryAdd(term, 1))
                {
                    frequency[term]++;
                    continue;
                }

                seen.Add(term);
            }
        }

        var columns = new Dictionary<int, int>();
        var idf = new List<float>();
        foreach (int term in seen)
        {
            if (frequency[term] is >= 2 and var count)
            {
                columns.Add(term, idf.Count);
                idf.Add(MathF.Log((1f + texts.Count) / count));
            }
        }

        float[] idfs = [.. idf];
        var rows = texts.Select(t => Row(t, columns, idfs)).ToArray();
        int rank = Math.Min(MaxDimensions, Math.Min(rows.Length, columns.Count) - 1);
        if (rank < 8)
        {
            return new LatentSemantics([], [], [], 0);
        }

        // A projection that happens to be singular is thrown anew.
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            float[] vectors = RandomizedSvd.RightVectors(rows, columns.Count, rank, Oversampling, PowerIterations, seed + attempt, cancel);
            if (float.IsFinite(TensorPrimitives.Sum<float>(vectors)))
            {
                return new LatentSemantics(columns, vectors, idfs, rank);
            }
        }

        return new LatentSemantics([], [], [], 0);
    }

    /// <summary>Writes the unit vector of a text, given by its term numbers with repetitions, into <paramref name="destination"/>; false (and zeros) when it knows none of them.</summary>
    public bool Encode(ReadOnlySpan<int> terms, Span<float> destination)
    {
        destination = destination[..Dimensions];
        destination.Clear();
        int[]? rented = terms.Length > MostOnStack ? ArrayPool<int>.Shared.Rent(2 * terms.Length) : null;
        Span<int> room = rented ?? stackalloc int[2 * MostOnStack];
        var known = room[..terms.Length];
        var weights = MemoryMarshal.Cast<int, float>(room[terms.Length..]);
        int count = Weigh(terms, columns, idf, known, weights);
        for (int i = 0; i < count; i++)
        {
            var vector = termVectors.AsSpan(known[i] * Dimensions, Dimensions);
            TensorPrimitives.MultiplyAdd(vector, weights[i], destination, destination);
        }

        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }

        float norm = TensorPrimitives.Norm<float>(destination);
        if (!(norm >= 1e-9f) || float.IsInfinity(norm)) // nor is what is no number
        {
            destination.Clear();
            return false;
        }

        TensorPrimitives.Divide(destination, norm, destination);
        return true;
    }

    /// <summary>Writes the space, to be read by <see cref="Load"/>.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write(Dimensions);
        to.Write(idf.Length);
        foreach (var (term, _) in columns.OrderBy(c => c.Value))
        {
            to.Write(term);
        }

        to.Write(MemoryMarshal.AsBytes<float>(idf));
        to.Write(MemoryMarshal.AsBytes<float>(termVectors));
    }

    /// <summary>Reads a space that <see cref="Save"/> wrote; term numbers mean what they meant then.</summary>
    public static LatentSemantics Load(BinaryReader from)
    {
        int dimensions = from.ReadInt32(), terms = from.ReadInt32();
        var columns = new Dictionary<int, int>(terms);
        for (int i = 0; i < terms; i++)
        {
            columns.Add(from.ReadInt32(), i);
        }

        float[] idf = new float[terms], vectors = new float[terms * dimensions];
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(idf.AsSpan()));
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(vectors.AsSpan()));
        return new LatentSemantics(columns, vectors, idf, dimensions);
    }

    private static SparseRow Row(ReadOnlySpan<int> terms, Dictionary<int, int> columns, float[] idf)
    {
        int[] known = new int[terms.Length];
        float[] weights = new float[terms.Length];
        int count = Weigh(terms, columns, idf, known, weights);
        return new SparseRow(known[..count], weights[..count]);
    }

    // Writes the columns of the terms, in order and each once, and their weights, of length 1 together; how many there are.
    private static int Weigh(ReadOnlySpan<int> terms, Dictionary<int, int> columns, float[] idf, Span<int> known, Span<float> weights)
    {
        int count = 0, distinct = 0;
        foreach (int term in terms)
        {
            if (columns.TryGetValue(term, out int column))
            {
                known[count++] = column;
            }
        }

        known[..count].Sort();
        for (int i = 0; i < count;)
        {
            int column = known[i], from = i;
            while (i < count && known[i] == column)
            {
                i++;
            }

            weights[distinct] = (1 + MathF.Log(i - from)) * idf[column];
            known[distinct++] = column;
        }

        float norm = distinct == 0 ? 0 : TensorPrimitives.Norm<float>(weights[..distinct]);
        if (norm > 0)
        {
            TensorPrimitives.Divide(weights[..distinct], norm, weights[..distinct]);
        }

        return distinct;
    }
}
