using System.Runtime.Intrinsics;

namespace KnowledgeBase.Semantics.Training;

/// <summary>The two products that contrastive training spends its time on, in tiles that stay in registers. Counts are multiples of 4, widths of 64.</summary>
internal static unsafe class MatrixProducts
{
    /// <summary>target[i,j] = sum over width of a[i]·b[j], for rows <paramref name="from"/> to <paramref name="to"/> of a; rows of a and b are <paramref name="stride"/> apart.</summary>
    public static void RowsByRows(float* a, float* b, float* target, int from, int to, int columns, int width, int stride)
    {
        for (int i = from; i < to; i += 4)
        {
            for (int j = 0; j < columns; j += 4)
            {
                Tile(a + ((long)i * stride), b + ((long)j * stride), target + ((long)i * columns) + j, columns, width, stride);
            }
        }
    }

    /// <summary>target[i] = sum over j of weights[i * rowStep + j * columnStep] * b[j], for rows <paramref name="from"/> to <paramref name="to"/>.</summary>
    public static void WeightedRows(float* weights, int rowStep, int columnStep, float* b, float* target, int from, int to, int count, int width, int stride)
    {
        for (int i = from; i < to; i += 4)
        {
            for (int at = 0; at < width; at += 64)
            {
                Panel(weights + ((long)i * rowStep), rowStep, columnStep, b + at, target + ((long)i * stride) + at, count, stride);
            }
        }
    }

    private static void Tile(float* a, float* b, float* target, int columns, int width, int stride)
    {
        float* a1 = a + stride, a2 = a1 + stride, a3 = a2 + stride;
        float* b1 = b + stride, b2 = b1 + stride, b3 = b2 + stride;
        Vector512<float> s00 = default, s01 = default, s02 = default, s03 = default, s10 = default, s11 = default, s12 = default, s13 = default;
        Vector512<float> s20 = default, s21 = default, s22 = default, s23 = default, s30 = default, s31 = default, s32 = default, s33 = default;
        for (int k = 0; k < width; k += 16)
        {
            var x0 = Vector512.Load(b + k);
            var x1 = Vector512.Load(b1 + k);
            var x2 = Vector512.Load(b2 + k);
            var x3 = Vector512.Load(b3 + k);
            var y = Vector512.Load(a + k);
            s00 = Vector512.FusedMultiplyAdd(y, x0, s00);
            s01 = Vector512.FusedMultiplyAdd(y, x1, s01);
            s02 = Vector512.FusedMultiplyAdd(y, x2, s02);
            s03 = Vector512.FusedMultiplyAdd(y, x3, s03);
            y = Vector512.Load(a1 + k);
            s10 = Vector512.FusedMultiplyAdd(y, x0, s10);
            s11 = Vector512.FusedMultiplyAdd(y, x1, s11);
            s12 = Vector512.FusedMultiplyAdd(y, x2, s12);
            s13 = Vector512.FusedMultiplyAdd(y, x3, s13);
            y = Vector512.Load(a2 + k);
            s20 = Vector512.FusedMultiplyAdd(y, x0, s20);
            s21 = Vector512.FusedMultiplyAdd(y, x1, s21);
            s22 = Vector512.FusedMultiplyAdd(y, x2, s22);
            s23 = Vector512.FusedMultiplyAdd(y, x3, s23);
            y = Vector512.Load(a3 + k);
            s30 = Vector512.FusedMultiplyAdd(y, x0, s30);
            s31 = Vector512.FusedMultiplyAdd(y, x1, s31);
            s32 = Vector512.FusedMultiplyAdd(y, x2, s32);
            s33 = Vector512.FusedMultiplyAdd(y, x3, s33);
        }

        Sums(s00, s01, s02, s03).Store(target);
        Sums(s10, s11, s12, s13).Store(target + columns);
        Sums(s20, s21, s22, s23).Store(target + (2 * columns));
        Sums(s30, s31, s32, s33).Store(target + (3 * columns));
    }

    private static Vector128<float> Sums(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) =>
        Vector128.Create(Vector512.Sum(a), Vector512.Sum(b), Vector512.Sum(c), Vector512.Sum(d));

    private static void Panel(float* weights, int rowStep, int columnStep, float* b, float* target, int count, int stride)
    {
        Vector512<float> s00 = default, s01 = default, s02 = default, s03 = default, s10 = default, s11 = default, s12 = default, s13 = default;
        Vector512<float> s20 = default, s21 = default, s22 = default, s23 = default, s30 = default, s31 = default, s32 = default, s33 = default;
        for (int j = 0; j < count; j++)
        {
            var x0 = Vector512.Load(b);
            var x1 = Vector512.Load(b + 16);
            var x2 = Vector512.Load(b + 32);
            var x3 = Vector512.Load(b + 48);
            var w = Vector512.Create(weights[0]);
            s00 = Vector512.FusedMultiplyAdd(w, x0, s00);
            s01 = Vector512.FusedMultiplyAdd(w, x1, s01);
            s02 = Vector512.FusedMultiplyAdd(w, x2, s02);
            s03 = Vector512.FusedMultiplyAdd(w, x3, s03);
            w = Vector512.Create(weights[rowStep]);
            s10 = Vector512.FusedMultiplyAdd(w, x0, s10);
            s11 = Vector512.FusedMultiplyAdd(w, x1, s11);
            s12 = Vector512.FusedMultiplyAdd(w, x2, s12);
            s13 = Vector512.FusedMultiplyAdd(w, x3, s13);
            w = Vector512.Create(weights[2 * rowStep]);
            s20 = Vector512.FusedMultiplyAdd(w, x0, s20);
            s21 = Vector512.FusedMultiplyAdd(w, x1, s21);
            s22 = Vector512.FusedMultiplyAdd(w, x2, s22);
            s23 = Vector512.FusedMultiplyAdd(w, x3, s23);
            w = Vector512.Create(weights[3 * rowStep]);
            s30 = Vector512.FusedMultiplyAdd(w, x0, s30);
            s31 = Vector512.FusedMultiplyAdd(w, x1, s31);
            s32 = Vector512.FusedMultiplyAdd(w, x2, s32);
            s33 = Vector512.FusedMultiplyAdd(w, x3, s33);
            weights += columnStep;
            b += stride;
        }

        Store(target, s00, s01, s02, s03);
        Store(target + stride, s10, s11, s12, s13);
        Store(target + (2L * stride), s20, s21, s22, s23);
        Store(target + (3L * stride), s30, s31, s32, s33);
    }

    private static void Store(float* target, Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        a.Store(target);
        b.Store(target + 16);
        c.Store(target + 32);
        d.Store(target + 48);
    }
}
