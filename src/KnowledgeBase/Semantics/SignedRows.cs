using System.Numerics.Tensors;

namespace KnowledgeBase.Semantics;

/// <summary>
/// The signs of vectors' components about a centre, a bit each, and with each vector the factor that makes a sum by signs an estimate of its dot product (as in RaBitQ, Gao and Long 2024).
/// Rows are only ever added, by one thread at a time; what was there before a read began may be read meanwhile.
/// </summary>
/// <param name="centre">The vectors' mean or what is near it: about it, signs tell most.</param>
public sealed class SignedRows(float[] centre)
{
    private const int BlockRows = 4096;

    private readonly int codeBytes = SignCodes.BlockBytes(centre.Length);
    private Block[] blocks = [];
    private int count;

    /// <summary>Rows held.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Keeps the signs of <paramref name="vector"/>, which is of <paramref name="owner"/>.</summary>
    public void Add(ReadOnlySpan<float> vector, int owner)
    {
        if (vector.Length != centre.Length)
        {
            throw new ArgumentException($"A vector here has {centre.Length} components, not {vector.Length}.", nameof(vector));
        }

        if (count == blocks.Length * BlockRows)
        {
            blocks = [.. blocks, new Block(new byte[BlockRows / SignCodes.BlockRows * codeBytes], new float[BlockRows], new int[BlockRows])];
        }

        Span<float> rest = stackalloc float[centre.Length];
        TensorPrimitives.Subtract(vector, centre, rest);
        var (block, at) = (blocks[count / BlockRows], count % BlockRows);
        SignCodes.Write(rest, Codes(block, at), at % SignCodes.BlockRows);
        float sum = TensorPrimitives.SumOfMagnitudes<float>(rest);
        block.Factors[at] = sum == 0 ? 0 : TensorPrimitives.SumOfSquares<float>(rest) / sum;
        block.Owners[at] = owner;
        Volatile.Write(ref count, count + 1);
    }

    /// <summary>Whose vector a row is.</summary>
    public int Owner(int row) => blocks[row / BlockRows].Owners[row % BlockRows];

    /// <summary>Writes what each of the first rows is worth to <paramref name="query"/> by signs alone, of as many as there is room for (a multiple of 64).</summary>
    public void Estimate(ReadOnlySpan<sbyte> query, Span<ushort> worths)
    {
        Span<byte> tables = stackalloc byte[SignCodes.TableBytes(centre.Length)];
        SignCodes.Tables(query, tables);
        for (int from = 0; from < worths.Length; from += SignCodes.BlockRows)
        {
            SignCodes.Scan(tables, Codes(blocks[from / BlockRows], from % BlockRows), worths.Slice(from, SignCodes.BlockRows));
        }
    }

    /// <summary>The estimated dot product of a row of this worth with the question, but for what is the same for all rows.</summary>
    public float Estimated(int row, ushort worth) => (worth - SignCodes.Zero(centre.Length)) * blocks[row / BlockRows].Factors[row % BlockRows];

    /// <summary><paramref name="rows"/> made up to whole blocks of <see cref="Estimate"/>.</summary>
    public static int WholeBlocks(int rows) => (rows + SignCodes.BlockRows - 1) / SignCodes.BlockRows * SignCodes.BlockRows;

    private Span<byte> Codes(Block block, int row) => block.Codes.AsSpan(row / SignCodes.BlockRows * codeBytes, codeBytes);

    private sealed record Block(byte[] Codes, float[] Factors, int[] Owners);
}
