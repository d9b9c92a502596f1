using System.Numerics.Tensors;

namespace KnowledgeBase.Semantics;

/// <summary>Truncated SVD of a sparse matrix by random projection (Halko, Martinsson and Tropp 2011).</summary>
internal static class RandomizedSvd
{
    /// <summary>The leading right singular vectors of the matrix with these <paramref name="rows"/>: a row of <paramref name="rank"/> values for each of the <paramref name="columns"/>.</summary>
    public static float[] RightVectors(SparseRow[] rows, int columns, int rank, int oversampling, int powerIterations, int seed, CancellationToken cancel)
    {
        int width = Math.Min(rank + oversampling, Math.Min(rows.Length, columns));
        float[] projection = Gaussian(columns * width, seed);
        float[] sample = Multiply(rows, projection, width, cancel);
        for (int i = 0; i < powerIterations; i++)
        {
            Orthonormalize(sample, rows.Length, width);
            float[] back = MultiplyTransposed(rows, sample, columns, width, cancel);
            Orthonormalize(back, columns, width);
            sample = Multiply(rows, back, width, cancel);
        }

        Orthonormalize(sample, rows.Length, width);
        float[] small = MultiplyTransposed(rows, sample, columns, width, cancel); // columns x width: transposed Q'A
        double[] gram = Gram(small, columns, width);
        double[] vectors = SymmetricEigen.Decompose(gram, width, out double[] values);
        int[] order = [.. Enumerable.Range(0, width).OrderByDescending(i => values[i]).Take(rank)];

        var scaled = new float[rank * width]; // a row for each component, divided by its singular value
        for (int k = 0; k < rank; k++)
        {
            double sigma = Math.Sqrt(Math.Max(values[order[k]], 1e-12));
            for (int j = 0; j < width; j++)
            {
                scaled[(k * width) + j] = (float)(vectors[(j * width) + order[k]] / sigma);
            }
        }

        var result = new float[columns * rank];
        for (int c = 0; c < columns; c++)
        {
            var from = small.AsSpan(c * width, width);
            for (int k = 0; k < rank; k++)
            {
                result[(c * rank) + k] = TensorPrimitives.Dot<float>(from, scaled.AsSpan(k * width, width));
            }
        }

        return result;
    }

    private static float[] Gaussian(int length, int seed)
    {
        var random = new Random(seed);
        var values = new float[length];
        for (int i = 0; i < length; i++)
        {
            // Box-Muller
            values[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return values;
    }

    private static float[] Multiply(SparseRow[] rows, float[] right, int width, CancellationToken cancel)
    {
        var result = new float[rows.Length * width];
        for (int r = 0; r < rows.Length; r++)
        {
            cancel.ThrowIfCancellationRequested();
            var target = result.AsSpan(r * width, width);
            for (int i = 0; i < rows[r].Terms.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(right.AsSpan(rows[r].Terms[i] * width, width), rows[r].Weights[i], target, target);
            }
        }

        return result;
    }

    private static float[] MultiplyTransposed(SparseRow[] rows, float[] left, int columns, int width, CancellationToken cancel)
    {
        var result = new float[columns * width];
        for (int r = 0; r < rows.Length; r++)
        {
            cancel.ThrowIfCancellationRequested();
            var source = left.AsSpan(r * width, width);
            for (int i = 0; i < rows[r].Terms.Length; i++)
            {
                var target = result.AsSpan(rows[r].Terms[i] * width, width);
                TensorPrimitives.MultiplyAdd(source, rows[r].Weights[i], target, target);
            }
        }

        return result;
    }

    // Cholesky QR: with G = A'A = LL', the columns of A L^-T are orthonormal. Cheap and row-wise; run twice for precision.
    private static void Orthonormalize(float[] matrix, int rows, int width)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            double[] lower = Cholesky(Gram(matrix, rows, width), width);
            Span<double> solved = new double[width];
            for (int r = 0; r < rows; r++)
            {
                var row = matrix.AsSpan(r * width, width);
                for (int j = 0; j < width; j++)
                {
                    double sum = row[j] - TensorPrimitives.Dot<double>(lower.AsSpan(j * width, j), solved[..j]);
                    solved[j] = sum / lower[(j * width) + j];
                }

                for (int j = 0; j < width; j++)
                {
                    row[j] = (float)solved[j];
                }
            }
        }
    }

    private static double[] Gram(float[] matrix, int rows, int width)
    {
        var gram = new double[width * width];
        var wide = new double[width];
        for (int r = 0; r < rows; r++)
        {
            var row = matrix.AsSpan(r * width, width);
            TensorPrimitives.ConvertTruncating<float, double>(row, wide);
            for (int j = 0; j < width; j++)
            {
                if (wide[j] != 0)
                {
                    var target = gram.AsSpan((j * width) + j, width - j); // it is symmetric: above the diagonal, mirrored below
                    TensorPrimitives.MultiplyAdd<double>(wide.AsSpan(j), wide[j], target, target);
                }
            }
        }

        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j < i; j++)
            {
                gram[(i * width) + j] = gram[(j * width) + i];
            }
        }

        return gram;
    }

    private static double[] Cholesky(double[] gram, int width)
    {
        var lower = new double[width * width];
        double floor = 1e-10 * Math.Max(1e-30, TensorPrimitives.Max<double>(gram));
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = gram[(i * width) + j] - TensorPrimitives.Dot(
                    lower.AsSpan(i * width, j), lower.AsSpan(j * width, j));
                lower[(i * width) + j] = i == j ? Math.Sqrt(Math.Max(sum, floor)) : sum / lower[(j * width) + j];
            }
        }

        return lower;
    }
}
