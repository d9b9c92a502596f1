namespace KnowledgeBase.Semantics;

/// <summary>Eigenvalues and vectors of a small symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, 8.5).</summary>
internal static class SymmetricEigen
{
    private const int MaxSweeps = 30;

    /// <summary>Decomposes the row-major <paramref name="matrix"/> of <paramref name="size"/>; the vectors are the columns of the result.</summary>
    public static double[] Decompose(double[] matrix, int size, out double[] values)
    {
        double[] a = (double[])matrix.Clone();
        var v = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            v[(i * size) + i] = 1;
        }

        for (int sweep = 0; sweep < MaxSweeps && OffDiagonal(a, size) > 1e-18; sweep++)
        {
            for (int p = 0; p < size - 1; p++)
            {
                for (int q = p + 1; q < size; q++)
                {
                    Rotate(a, v, size, p, q);
                }
            }
        }

        values = new double[size];
        for (int i = 0; i < size; i++)
        {
            values[i] = a[(i * size) + i];
        }

        return v;
    }

    // Off-diagonal mass relative to the diagonal's.
    private static double OffDiagonal(double[] a, int size)
    {
        double off = 0, diagonal = 1e-300;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                double square = a[(i * size) + j] * a[(i * size) + j];
                if (i == j)
                {
                    diagonal += square;
                }
                else
                {
                    off += square;
                }
            }
        }

        return off / diagonal;
    }

    private static void Rotate(double[] a, double[] v, int size, int p, int q)
    {
        double apq = a[(p * size) + q];
        if (Math.Abs(apq) < 1e-300)
        {
            return;
        }

        double theta = (a[(q * size) + q] - a[(p * size) + p]) / (2 * apq);
        double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double c = 1 / Math.Sqrt((t * t) + 1), s = t * c;
        for (int k = 0; k < size; k++)
        {
            double akp = a[(k * size) + p], akq = a[(k * size) + q];
            a[(k * size) + p] = (c * akp) - (s * akq);
            a[(k * size) + q] = (s * akp) + (c * akq);
        }

        for (int k = 0; k < size; k++)
        {
            double apk = a[(p * size) + k], aqk = a[(q * size) + k];
            a[(p * size) + k] = (c * apk) - (s * aqk);
            a[(q * size) + k] = (s * apk) + (c * aqk);
            double vkp = v[(k * size) + p], vkq = v[(k * size) + q];
            v[(k * size) + p] = (c * vkp) - (s * vkq);
            v[(k * size) + q] = (s * vkp) + (c * vkq);
        }
    }
}
