using System.Numerics.Tensors;
using System.Runtime.Intrinsics.X86;

namespace KnowledgeBase.Semantics;

/// <summary>
/// Vectors about a centre, each component in one of four levels, and with each vector the factor that makes a dot product with its levels an estimate of its own (as in RaBitQ, Gao and Long 2024).
/// A quarter of the bytes of int8; the hundred nearest of 100,000 are among the first 320 by it.
/// Rows are only ever added, by one thread at a time; what was there before a read began may be read meanwhile.
/// </summary>
/// <param name="centre">The vectors' mean or what is near it: about it, levels tell most.</param>
public sealed class LevelRows(float[] centre)
{
    private const int BlockRows = 4096;

    private readonly int bytes = LevelCodes.Bytes(centre.Length);
    private Block[] blocks = [];
    private int count;

    /// <summary>Components of a question made ready for <see cref="Estimate"/>.</summary>
    public int Padded => 4 * bytes;

    /// <summary>Keeps the levels of <paramref name="vector"/>, which is of <paramref name="owner"/>.</summary>
    public void Add(ReadOnlySpan<float> vector, int owner)
    {
        if (count == blocks.Length * BlockRows)
        {
            blocks = [.. blocks, new Block(new byte[BlockRows * bytes], new Row[BlockRows])];
        }

        Span<float> rest = stackalloc float[centre.Length];
        TensorPrimitives.Subtract(vector, centre, rest);
        var (block, at) = (blocks[count / BlockRows], count % BlockRows);
        float dot = LevelCodes.Write(rest, block.Levels.AsSpan(at * bytes, bytes));
        block.Rows[at] = new Row(owner, dot == 0 ? 0 : TensorPrimitives.SumOfSquares<float>(rest) / dot);
        count++;
    }

    /// <summary>Whose vector a row is, and its estimated dot product with a question but for what is the same for all rows.</summary>
    /// <param name="row">The row.</param>
    /// <param name="padded">The question, made up with zeros to <see cref="Padded"/> components.</param>
    /// <param name="sum">Sum of its components.</param>
    public (int Owner, float Estimate) Estimate(int row, ReadOnlySpan<sbyte> padded, int sum)
    {
        var (block, at) = (blocks[row / BlockRows], row % BlockRows);
        var (owner, factor) = block.Rows[at];
        return (owner, LevelCodes.Dot(padded, sum, block.Levels.AsSpan(at * bytes, bytes)) * factor);
    }

    /// <summary>Has the processor fetch a row that is estimated soon.</summary>
    public unsafe void Prefetch(int row)
    {
        if (Sse.IsSupported)
        {
            var (block, at) = (blocks[row / BlockRows], row % BlockRows);
            fixed (byte* levels = &block.Levels[at * bytes])
            fixed (Row* first = &block.Rows[at])
            {
                Sse.Prefetch0(first);
                for (int line = 0; line < bytes; line += 64)
                {
                    Sse.Prefetch0(levels + line);
                }
            }
        }
    }

    private sealed record Block(byte[] Levels, Row[] Rows);

    private readonly record struct Row(int Owner, float Factor);
}
