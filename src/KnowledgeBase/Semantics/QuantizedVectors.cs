using System.Runtime.Intrinsics.X86;

namespace KnowledgeBase.Semantics;

/// <summary>A numbered thing and how near it is.</summary>
/// <param name="Slot">Its number.</param>
/// <param name="Score">Dot product, cosine or another score; more is nearer.</param>
public readonly record struct ScoredSlot(int Slot, float Score);

/// <summary>
/// Vectors as signed bytes, and the signs of their components as bits, row after row in large blocks. Rows are only ever added, by one thread at a time; what was there before a read began may be read meanwhile.
/// </summary>
public sealed class QuantizedVectors
{
    private const int BlockRows = 4096;

    private float[] centre;
    private readonly int codeBytes;
    private Block[] blocks = [];
    private int count;

    /// <summary>Room for vectors of <paramref name="dimensions"/> components; <paramref name="centre"/>, their mean, makes the signs tell more.</summary>
    public QuantizedVectors(int dimensions, float[]? centre = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        Dimensions = dimensions;
        this.centre = centre ?? new float[dimensions];
        codeBytes = SignCodes.BlockBytes(dimensions);
    }

    /// <summary>Components of each vector.</summary>
    public int Dimensions { get; }

    /// <summary>Rows held.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Keeps <paramref name="vector"/> and returns its row.</summary>
    public int Add(ReadOnlySpan<float> vector)
    {
        if (vector.Length != Dimensions)
        {
            throw new ArgumentException($"A vector here has {Dimensions} components, not {vector.Length}.", nameof(vector));
        }

        Span<sbyte> bytes = stackalloc sbyte[Dimensions];
        float scale = Int8.Quantize(vector, bytes);
        return Add(bytes, scale);
    }

    /// <summary>Keeps a vector that is quantized already and returns its row.</summary>
    public int Add(ReadOnlySpan<sbyte> vector, float scale)
    {
        if (count == blocks.Length * BlockRows)
        {
            blocks = [.. blocks, new Block(new sbyte[BlockRows * Dimensions], new byte[BlockRows / SignCodes.BlockRows * codeBytes], new float[BlockRows])];
        }

        var (block, at) = (blocks[count / BlockRows], count % BlockRows);
        vector.CopyTo(block.Bytes.AsSpan(at * Dimensions, Dimensions));
        SignCodes.Write(vector, scale, centre, Codes(block.Codes, at), at % SignCodes.BlockRows);
        block.Scales[at] = scale;
        Volatile.Write(ref count, count + 1);
        return count - 1;
    }

    /// <summary>Takes the signs of all rows anew, about <paramref name="mean"/>. Who reads meanwhile sees either.</summary>
    public void Centre(float[] mean)
    {
        centre = mean;
        var recoded = new Block[blocks.Length];
        Parallel.For(0, recoded.Length, i =>
        {
            var (bytes, _, scales) = blocks[i];
            byte[] codes = new byte[blocks[i].Codes.Length];
            for (int row = 0; row < Math.Min(BlockRows, count - (i * BlockRows)); row++)
            {
                SignCodes.Write(bytes.AsSpan(row * Dimensions, Dimensions), scales[row], mean, Codes(codes, row), row % SignCodes.BlockRows);
            }

            recoded[i] = new Block(bytes, codes, scales);
        });
        blocks = recoded;
    }

    /// <summary>The bytes of a row.</summary>
    public ReadOnlySpan<sbyte> Row(int row) => blocks[row / BlockRows].Bytes.AsSpan(row % BlockRows * Dimensions, Dimensions);

    /// <summary>The scale of a row.</summary>
    public float Scale(int row) => blocks[row / BlockRows].Scales[row % BlockRows];

    /// <summary>The dot product of <paramref name="query"/> with a row.</summary>
    public float Score(ReadOnlySpan<sbyte> query, float queryScale, int row) => Int8.Dot(query, Row(row)) * (queryScale * Scale(row));

    /// <summary>Writes a rough measure of each of the first rows' dot product with <paramref name="query"/>, the more the larger, of as many rows as there is room for (a multiple of 64).</summary>
    public void Estimate(ReadOnlySpan<sbyte> query, Span<ushort> worths)
    {
        Span<byte> tables = stackalloc byte[SignCodes.TableBytes(Dimensions)];
        SignCodes.Tables(query, tables);
        for (int from = 0; from < worths.Length; from += SignCodes.BlockRows)
        {
            SignCodes.Scan(tables, Codes(blocks[from / BlockRows].Codes, from % BlockRows), worths.Slice(from, SignCodes.BlockRows));
        }
    }

    /// <summary>Has the processor fetch a row that is scored soon.</summary>
    public unsafe void Prefetch(int row)
    {
        if (Sse.IsSupported)
        {
            fixed (sbyte* first = Row(row))
            {
                for (int at = 0; at < Dimensions; at += 64)
                {
                    Sse.Prefetch0(first + at);
                }
            }
        }
    }

    /// <summary><paramref name="rows"/> made up to whole blocks of <see cref="Estimate"/>.</summary>
    public static int WholeBlocks(int rows) => (rows + SignCodes.BlockRows - 1) / SignCodes.BlockRows * SignCodes.BlockRows;

    private Span<byte> Codes(byte[] codes, int row) => codes.AsSpan(row / SignCodes.BlockRows * codeBytes, codeBytes);

    private sealed record Block(sbyte[] Bytes, byte[] Codes, float[] Scales);
}
