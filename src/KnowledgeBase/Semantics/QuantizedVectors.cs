using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace KnowledgeBase.Semantics;

/// <summary>A numbered thing and how near it is.</summary>
/// <param name="Slot">Its number.</param>
/// <param name="Score">Dot product, cosine or another score; more is nearer.</param>
public readonly record struct ScoredSlot(int Slot, float Score);

/// <summary>
/// Vectors as signed bytes, row after row in large blocks. Rows are only ever added, by one thread at a time; what was there before a read began may be read meanwhile.
/// </summary>
public sealed class QuantizedVectors
{
    private const int BlockRows = 4096;

    private Block[] blocks = [];
    private int count;

    /// <summary>Room for vectors of <paramref name="dimensions"/> components.</summary>
    public QuantizedVectors(int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        Dimensions = dimensions;
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
            blocks = [.. blocks, new Block(new sbyte[BlockRows * Dimensions], new float[BlockRows])];
        }

        var (block, at) = (blocks[count / BlockRows], count % BlockRows);
        vector.CopyTo(block.Bytes.AsSpan(at * Dimensions, Dimensions));
        block.Scales[at] = scale;
        Volatile.Write(ref count, count + 1);
        return count - 1;
    }

    /// <summary>Keeps rows as <see cref="Rows"/> gives them.</summary>
    public void Add(ReadOnlySpan<byte> rows)
    {
        for (; !rows.IsEmpty; rows = rows[Stride(Dimensions)..])
        {
            Add(MemoryMarshal.Cast<byte, sbyte>(rows[..Dimensions]), MemoryMarshal.Read<float>(rows[Dimensions..]));
        }
    }

    /// <summary>The rows from <paramref name="first"/> up to <paramref name="end"/> in bytes: of each its components, then its scale.</summary>
    public byte[] Rows(int first, int end)
    {
        byte[] rows = new byte[(end - first) * Stride(Dimensions)];
        for (int row = first; row < end; row++)
        {
            Write(Row(row), Scale(row), rows.AsSpan((row - first) * Stride(Dimensions)));
        }

        return rows;
    }

    /// <summary>Bytes that a row of so many <paramref name="dimensions"/> takes among <see cref="Rows"/>.</summary>
    public static int Stride(int dimensions) => dimensions + sizeof(float);

    /// <summary>Writes a vector as one of <see cref="Rows"/>.</summary>
    public static void Write(ReadOnlySpan<sbyte> vector, float scale, Span<byte> row)
    {
        MemoryMarshal.AsBytes(vector).CopyTo(row);
        MemoryMarshal.Write(row[vector.Length..], scale);
    }

    /// <summary>Writes the vector of a row.</summary>
    public void CopyTo(int row, Span<float> vector)
    {
        vector.Clear();
        Int8.AddScaled(Row(row), Scale(row), vector);
    }

    /// <summary>Leaves nothing of a row but its number.</summary>
    public void Clear(int row)
    {
        var (block, at) = (blocks[row / BlockRows], row % BlockRows);
        block.Bytes.AsSpan(at * Dimensions, Dimensions).Clear();
        block.Scales[at] = 0;
    }

    /// <summary>The bytes of a row.</summary>
    public ReadOnlySpan<sbyte> Row(int row) => blocks[row / BlockRows].Bytes.AsSpan(row % BlockRows * Dimensions, Dimensions);

    /// <summary>The scale of a row.</summary>
    public float Scale(int row) => blocks[row / BlockRows].Scales[row % BlockRows];

    /// <summary>The dot product of <paramref name="query"/> with a row.</summary>
    public float Score(ReadOnlySpan<sbyte> query, float queryScale, int row) => Int8.Dot(query, Row(row)) * (queryScale * Scale(row));

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

    private sealed record Block(sbyte[] Bytes, float[] Scales);
}
