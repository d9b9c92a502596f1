using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KnowledgeBase.Semantics;

/// <summary>
/// The components of a vector in four levels, -3, -1, 1 and 3 times half their root mean square, two bits each: a quarter of the bytes of int8, and nearly its order.
/// One byte holds components a quarter of the vector apart, so that a shift readies as many for multiplication as there are bytes.
/// </summary>
internal static class LevelCodes
{
    private const int Lanes = 32; // bytes read at once

    /// <summary>Bytes of a vector of <paramref name="dimensions"/> components.</summary>
    public static int Bytes(int dimensions) => (((dimensions + 3) / 4) + Lanes - 1) / Lanes * Lanes;

    /// <summary>Writes the levels of <paramref name="vector"/> to <paramref name="codes"/>, and returns the dot product of the two.</summary>
    public static float Write(ReadOnlySpan<float> vector, Span<byte> codes)
    {
        codes.Clear();
        var dots = Vector256<float>.Zero;
        float dot = 0, border = MathF.Sqrt(TensorPrimitives.SumOfSquares(vector) / vector.Length);
        for (int part = 0; part * codes.Length < vector.Length; part++)
        {
            var quarter = vector.Slice(part * codes.Length, Math.Min(codes.Length, vector.Length - (part * codes.Length)));
            int i = 0;
            for (; i + Lanes <= quarter.Length; i += Lanes)
            {
                var first = Vector256.Narrow(Codes(quarter[i..], border, ref dots), Codes(quarter[(i + 8)..], border, ref dots));
                var second = Vector256.Narrow(Codes(quarter[(i + 16)..], border, ref dots), Codes(quarter[(i + 24)..], border, ref dots));
                var all = Vector256.Narrow(first, second).AsByte();
                var to = codes.Slice(i, Lanes);
                (Vector256.Create<byte>(to) | (all << (2 * part))).CopyTo(to);
            }

            for (; i < quarter.Length; i++)
            {
                float value = quarter[i];
                int code = (value >= -border ? 1 : 0) + (value >= 0 ? 1 : 0) + (value >= border ? 1 : 0);
                codes[i] |= (byte)(code << (2 * part));
                dot += value * ((2 * code) - 3);
            }
        }

        return dot + Vector256.Sum(dots);
    }

    /// <summary>The dot product of <paramref name="question"/>, made up with zeros to four times as many components as there are <paramref name="codes"/>, with the levels; <paramref name="sum"/> is that of its components.</summary>
    public static int Dot(ReadOnlySpan<sbyte> question, int sum, ReadOnlySpan<byte> codes)
    {
        // Codes are 0 to 3, so levels are 2 * code - 3.
        ref byte code = ref MemoryMarshal.GetReference(codes);
        ref sbyte q = ref MemoryMarshal.GetReference(question);
        nuint quarter = (nuint)codes.Length;
        if (question.Length != 4 * codes.Length)
        {
            throw new ArgumentException("The question does not fit the codes.", nameof(question));
        }

        int products = 0;
        if (AvxVnni.IsSupported)
        {
            Vector256<int> even = default, odd = default;
            for (nuint at = 0; at < quarter; at += Lanes)
            {
                var four = Vector256.LoadUnsafe(ref code, at).AsUInt16();
                even = Accumulate(even, four, ref q, at);
                odd = Accumulate(odd, four >> 2, ref q, at + quarter);
                even = Accumulate(even, four >> 4, ref q, at + (2 * quarter));
                odd = Accumulate(odd, four >> 6, ref q, at + (3 * quarter));
            }

            products = Vector256.Sum(even + odd);
        }
        else
        {
            var total = Vector128<int>.Zero;
            for (nuint at = 0; at < quarter; at += 16)
            {
                var four = Vector128.LoadUnsafe(ref code, at);
                for (int part = 0; part < 4; part++)
                {
                    var one = (four >> (2 * part)) & Vector128.Create((byte)3);
                    total += Int8.Products(one.AsSByte(), Vector128.LoadUnsafe(ref q, at + ((nuint)part * quarter)));
                }
            }

            products = Vector128.Sum(total);
        }

        return (2 * products) - (3 * sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Codes(ReadOnlySpan<float> values, float border, ref Vector256<float> dots)
    {
        var eight = Vector256.Create(values);
        var codes = -(Vector256.GreaterThanOrEqual(eight, Vector256.Create(-border)).AsInt32() + Vector256.GreaterThanOrEqual(eight, Vector256<float>.Zero).AsInt32() + Vector256.GreaterThanOrEqual(eight, Vector256.Create(border)).AsInt32());
        dots += eight * Vector256.ConvertToSingle((codes + codes) - Vector256.Create(3));
        return codes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Accumulate(Vector256<int> total, Vector256<ushort> four, ref sbyte q, nuint at) =>
        AvxVnni.MultiplyWideningAndAdd(total, four.AsByte() & Vector256.Create((byte)3), Vector256.LoadUnsafe(ref q, at));
}
