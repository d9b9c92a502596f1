using System.Numerics.Tensors;

namespace KnowledgeBase.Semantics;

/// <summary>
/// The signs of vectors' components about a centre, a bit each, of which all are scanned.
/// Rows are only ever added, by one thread at a time; what was there before a read began may be read meanwhile.
/// </summary>
/// <param name="centre">The vectors' mean or what is near it: about it, signs tell most.</param>
public sealed class SignedRows(float[] centre)
{
    private const int BlockRows = 4096;

    private readonly int codeBytes = SignCodes.BlockBytes(centre.Length);
    private byte[][] blocks = [];
    private int count;

    /// <summary>Rows held.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Keeps the signs of <paramref name="vector"/>.</summary>
    public void Add(ReadOnlySpan<float> vector)
    {
        if (vector.Length != centre.Length)
        {
            throw new ArgumentException($"A vector here has {centre.Length} components, not {vector.Length}.", nameof(vector));
        }

        if (count == blocks.Length * BlockRows)
        {
            blocks = [.. blocks, new byte[BlockRows / SignCodes.BlockRows * codeBytes]];
        }

        Span<float> rest = stackalloc float[centre.Length];
        TensorPrimitives.Subtract(vector, centre, rest);
        SignCodes.Write(rest, Codes(count), count % SignCodes.BlockRows);
        Volatile.Write(ref count, count + 1);
    }

    /// <summary>Writes what each of the first rows is worth to <paramref name="question"/> by signs alone, of as many as there is room for (a multiple of 64).</summary>
    public void Estimate(ReadOnlySpan<sbyte> question, Span<ushort> worths)
    {
        Span<byte> tables = stackalloc byte[SignCodes.TableBytes(centre.Length)];
        SignCodes.Tables(question, tables);
        for (int from = 0; from < worths.Length; from += SignCodes.BlockRows)
        {
            SignCodes.Scan(tables, Codes(from), worths.Slice(from, SignCodes.BlockRows));
        }
    }

    /// <summary><paramref name="rows"/> made up to whole blocks of <see cref="Estimate"/>.</summary>
    public static int WholeBlocks(int rows) => (rows + SignCodes.BlockRows - 1) / SignCodes.BlockRows * SignCodes.BlockRows;

    private Span<byte> Codes(int row) => blocks[row / BlockRows].AsSpan(row % BlockRows / SignCodes.BlockRows * codeBytes, codeBytes);
}
