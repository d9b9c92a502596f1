using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KnowledgeBase.Semantics;

/// <summary>
/// The signs of vectors' components about a centre, one bit each, laid out so that one instruction looks up four components of 64 vectors
/// (the fast scan of André, Kermarrec and Le Scouarnec 2015). The question keeps its sizes, which finds far more than comparing signs with signs.
/// </summary>
internal static class SignCodes
{
    /// <summary>Vectors of a block.</summary>
    public const int BlockRows = 64;

    // Of a table entry: four of them add up in a byte.
    private const int Highest = 63;

    /// <summary>Bytes of a block of vectors with <paramref name="dimensions"/> components.</summary>
    public static int BlockBytes(int dimensions) => Octets(dimensions) * BlockRows;

    /// <summary>Bytes of the tables of a question.</summary>
    public static int TableBytes(int dimensions) => Octets(dimensions) * 32;

    /// <summary>Writes the signs of <paramref name="vector"/> as number <paramref name="row"/> of <paramref name="block"/>.</summary>
    public static void Write(ReadOnlySpan<float> vector, Span<byte> block, int row)
    {
        int at = 0;
        for (; at + 8 <= vector.Length; at += 8)
        {
            uint below = Vector256.LessThan(Vector256.Create(vector.Slice(at, 8)), Vector256<float>.Zero).ExtractMostSignificantBits();
            block[(at / 8 * BlockRows) + row] = (byte)~below;
        }

        for (; at < vector.Length; at++)
        {
            block[(at / 8 * BlockRows) + row] |= (byte)(vector[at] >= 0 ? 1 << (at % 8) : 0);
        }
    }

    /// <summary>Writes for each four components of <paramref name="question"/> what each pattern of signs is worth, in 64 steps: 16 bytes for each.</summary>
    public static void Tables(ReadOnlySpan<sbyte> question, Span<byte> tables)
    {
        Span<int> padded = stackalloc int[Octets(question.Length) * 8];
        padded.Clear();
        int widest = 1;
        for (int i = 0; i < question.Length; i++)
        {
            padded[i] = question[i];
        }

        for (int at = 0; at < padded.Length; at += 4)
        {
            widest = Math.Max(widest, Math.Abs(padded[at]) + Math.Abs(padded[at + 1]) + Math.Abs(padded[at + 2]) + Math.Abs(padded[at + 3]));
        }

        float step = Highest / (2f * widest);
        for (int at = 0; at < padded.Length; at += 4)
        {
            for (int pattern = 0; pattern < 16; pattern++)
            {
                int sum = 0;
                for (int i = 0; i < 4; i++)
                {
                    sum += (pattern >> i & 1) != 0 ? padded[at + i] : -padded[at + i];
                }

                tables[(at * 4) + pattern] = (byte)MathF.Round((sum + widest) * step);
            }
        }
    }

    /// <summary>Writes what each vector of one block is worth, the more the nearer.</summary>
    public static void Scan(ReadOnlySpan<byte> tables, ReadOnlySpan<byte> block, Span<ushort> worths)
    {
        if (Avx512BW.IsSupported)
        {
            Scan512(tables, block, worths);
            return;
        }

        for (int from = 0; from < BlockRows; from += 16)
        {
            Scan128(tables, block, from, worths.Slice(from, 16));
        }
    }

    private static unsafe void Scan512(ReadOnlySpan<byte> tables, ReadOnlySpan<byte> block, Span<ushort> worths)
    {
        Vector512<ushort> even = default, odd = default; // of eight pairs in each part
        fixed (byte* table = tables, codes = block)
        {
            int octets = block.Length / BlockRows;
            for (int octet = 0; octet < octets; octet += 2)
            {
                var sum = Octet512(table, codes, octet);
                if (octet + 1 < octets)
                {
                    sum += Octet512(table, codes, octet + 1);
                }

                even += sum.AsUInt16();
                odd += sum.AsUInt16() >> 8;
            }
        }

        even -= odd << 8; // what the high bytes brought
        for (int part = 0; part < 4; part++)
        {
            var (e, o) = (Part(even, part), Part(odd, part));
            Sse2.UnpackLow(e, o).CopyTo(worths[(part * 16)..]);
            Sse2.UnpackHigh(e, o).CopyTo(worths[((part * 16) + 8)..]);
        }

        static Vector128<ushort> Part(Vector512<ushort> all, int part)
        {
            var half = part < 2 ? all.GetLower() : all.GetUpper();
            return part % 2 == 0 ? half.GetLower() : half.GetUpper();
        }
    }

    // Broadcasting from memory is a load; from registers it is three shuffles, which made the scan half as dear again.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<byte> Octet512(byte* tables, byte* codes, int octet)
    {
        var nibble = Vector512.Create((byte)15);
        var code = Vector512.Load(codes + (octet * BlockRows));
        var low = Avx512F.BroadcastVector128ToVector512((uint*)(tables + (octet * 32))).AsByte();
        var high = Avx512F.BroadcastVector128ToVector512((uint*)(tables + (octet * 32) + 16)).AsByte();
        return Avx512BW.Shuffle(low, code & nibble) + Avx512BW.Shuffle(high, (code.AsUInt16() >> 4).AsByte() & nibble);
    }

    private static void Scan128(ReadOnlySpan<byte> tables, ReadOnlySpan<byte> block, int from, Span<ushort> worths)
    {
        var nibble = Vector128.Create((byte)15);
        Vector128<ushort> low = default, high = default;
        for (int octet = 0; octet < block.Length / BlockRows; octet++)
        {
            var code = Vector128.Create(block.Slice((octet * BlockRows) + from, 16));
            var sum = Vector128.Shuffle(Vector128.Create(tables.Slice(octet * 32, 16)), code & nibble)
                + Vector128.Shuffle(Vector128.Create(tables.Slice((octet * 32) + 16, 16)), code >> 4);
            low += Vector128.WidenLower(sum);
            high += Vector128.WidenUpper(sum);
        }

        low.CopyTo(worths);
        high.CopyTo(worths[8..]);
    }

    private static int Octets(int dimensions) => (dimensions + 7) / 8;
}
