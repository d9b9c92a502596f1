using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KnowledgeBase.Semantics;

/// <summary>Vectors of signed bytes with one scale: value = scale * byte, bytes -127 to 127.</summary>
public static class Int8
{
    /// <summary>Rounds <paramref name="source"/> to <paramref name="destination"/> (of the same length) and returns the scale; 0 for a zero vector.</summary>
    public static float Quantize(ReadOnlySpan<float> source, Span<sbyte> destination)
    {
        float largest = source.IsEmpty ? 0 : MathF.Abs(TensorPrimitives.MaxMagnitude(source));
        if (largest == 0)
        {
            destination[..source.Length].Clear();
            return 0;
        }

        float factor = 127 / largest;
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = (sbyte)MathF.Round(source[i] * factor);
        }

        return largest / 127;
    }

    /// <summary>The exact dot product of two vectors of one length, bytes -127 to 127, up to 100,000 of them.</summary>
    public static int Dot(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b)
    {
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"Vectors of {a.Length} and {b.Length} components have no dot product.", nameof(b));
        }

        ref sbyte x = ref MemoryMarshal.GetReference(a);
        ref sbyte y = ref MemoryMarshal.GetReference(b);
        int at = 0, sum = 0;
        if (AvxVnni.IsSupported)
        {
            // The instruction takes one side unsigned: |x| times y with x's sign is the same product.
            Vector256<int> even = default, odd = default;
            for (; at + 64 <= a.Length; at += 64)
            {
                even = Accumulate(even, ref x, ref y, at);
                odd = Accumulate(odd, ref x, ref y, at + 32);
            }

            sum = Vector256.Sum(even + odd);
        }
        else if (Avx512BW.IsSupported)
        {
            var total = Vector512<int>.Zero;
            for (; at + 32 <= a.Length; at += 32)
            {
                var left = Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref x, (nuint)at));
                var right = Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref y, (nuint)at));
                total += Avx512BW.MultiplyAddAdjacent(left, right);
            }

            sum = Vector512.Sum(total);
        }
        else
        {
            var total = Vector128<int>.Zero;
            for (; at + 16 <= a.Length; at += 16)
            {
                total += Products(Vector128.LoadUnsafe(ref x, (nuint)at), Vector128.LoadUnsafe(ref y, (nuint)at));
            }

            sum = Vector128.Sum(total);
        }

        for (; at < a.Length; at++)
        {
            sum += Unsafe.Add(ref x, at) * Unsafe.Add(ref y, at);
        }

        return sum;
    }

    /// <summary>Adds <paramref name="factor"/> times <paramref name="row"/> to <paramref name="destination"/>.</summary>
    internal static void AddScaled(ReadOnlySpan<sbyte> row, float factor, Span<float> destination)
    {
        ref sbyte source = ref MemoryMarshal.GetReference(row);
        ref float target = ref MemoryMarshal.GetReference(destination);
        var scale = Vector128.Create(factor);
        int at = 0;
        for (; at + 16 <= row.Length; at += 16)
        {
            var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref source, (nuint)at));
            var (a, b) = Vector128.Widen(low);
            var (c, d) = Vector128.Widen(high);
            Accumulate(a, scale, ref target, at);
            Accumulate(b, scale, ref target, at + 4);
            Accumulate(c, scale, ref target, at + 8);
            Accumulate(d, scale, ref target, at + 12);
        }

        for (; at < row.Length; at++)
        {
            Unsafe.Add(ref target, at) += factor * Unsafe.Add(ref source, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Accumulate(Vector256<int> total, ref sbyte x, ref sbyte y, int at)
    {
        var left = Vector256.LoadUnsafe(ref x, (nuint)at);
        return AvxVnni.MultiplyWideningAndAdd(total, Avx2.Abs(left), Avx2.Sign(Vector256.LoadUnsafe(ref y, (nuint)at), left));
    }

    // 127 * 127 fits in 16 bits: multiply there, add in 32.
    internal static Vector128<int> Products(Vector128<sbyte> a, Vector128<sbyte> b)
    {
        var (aLow, aHigh) = Vector128.Widen(a);
        var (bLow, bHigh) = Vector128.Widen(b);
        var (p, q) = Vector128.Widen(aLow * bLow);
        var (r, s) = Vector128.Widen(aHigh * bHigh);
        return p + q + r + s;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(Vector128<int> values, Vector128<float> scale, ref float target, int at) =>
        (Vector128.LoadUnsafe(ref target, (nuint)at) + (Vector128.ConvertToSingle(values) * scale)).StoreUnsafe(ref target, (nuint)at);
}
