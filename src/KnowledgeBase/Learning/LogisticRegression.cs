namespace KnowledgeBase.Learning;

/// <summary>Logistic regression of a few values with Platt's corrected targets, by Newton steps that are halved until they better the loss (Lin, Lin and Weng 2007).</summary>
public static class LogisticRegression
{
    private const int Steps = 100;
    private const double SmallestStep = 1e-10;

    /// <summary>Weights and offset such that 1 / (1 + exp(-(weights · row + offset))) is the probability of a positive.</summary>
    /// <param name="rows">Values, a row by question.</param>
    /// <param name="positives">Whether each is a positive; some are and some are not.</param>
    /// <param name="l2">How strongly each weight is drawn to zero, against the sum over rows.</param>
    public static (double[] Weights, double Offset) Fit(double[][] rows, bool[] positives, double[] l2)
    {
        int positive = positives.Count(p => p), negative = positives.Length - positive, count = l2.Length;
        double[] targets = [.. positives.Select(p => p ? (positive + 1.0) / (positive + 2.0) : 1 / (negative + 2.0))];
        double[][] extended = [.. rows.Select(r => (double[])[.. r, 1])];
        double[] strength = [.. l2, 0];
        var weights = new double[count + 1];
        double loss = Loss(extended, targets, strength, weights);
        for (int step = 0; step < Steps; step++)
        {
            double[] move = Step(extended, targets, strength, weights);
            double rate = 1;
            for (; rate > SmallestStep; rate /= 2)
            {
                double[] next = [.. weights.Select((w, i) => w + (rate * move[i]))];
                double lower = Loss(extended, targets, strength, next);
                if (lower < loss - 1e-9)
                {
                    (weights, loss) = (next, lower);
                    break;
                }
            }

            if (rate <= SmallestStep)
            {
                break;
            }
        }

        return (weights[..count], weights[count]);
    }

    private static double Sum(double[] row, double[] weights)
    {
        double sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            sum += weights[i] * row[i];
        }

        return sum;
    }

    private static double Loss(double[][] rows, double[] targets, double[] strength, double[] weights)
    {
        double loss = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            loss += strength[i] * weights[i] * weights[i] / 2;
        }

        for (int r = 0; r < rows.Length; r++)
        {
            double z = Sum(rows[r], weights);
            loss += Math.Max(z, 0) - (z * targets[r]) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
        }

        return loss;
    }

    // Gradient against curvature, solved by Gaussian elimination: the matrix is small and positive definite.
    private static double[] Step(double[][] rows, double[] targets, double[] strength, double[] weights)
    {
        int n = weights.Length;
        var move = new double[n];
        var curvature = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            move[i] = -strength[i] * weights[i];
            curvature[i, i] = strength[i] + 1e-9;
        }

        for (int r = 0; r < rows.Length; r++)
        {
            double p = 1 / (1 + Math.Exp(-Sum(rows[r], weights))), weight = p * (1 - p);
            for (int i = 0; i < n; i++)
            {
                move[i] += (targets[r] - p) * rows[r][i];
                for (int j = 0; j < n; j++)
                {
                    curvature[i, j] += weight * rows[r][i] * rows[r][j];
                }
            }
        }

        for (int i = 0; i < n; i++)
        {
            for (int r = i + 1; r < n; r++)
            {
                double factor = curvature[r, i] / curvature[i, i];
                for (int c = i; c < n; c++)
                {
                    curvature[r, c] -= factor * curvature[i, c];
                }

                move[r] -= factor * move[i];
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int c = i + 1; c < n; c++)
            {
                move[i] -= curvature[i, c] * move[c];
            }

            move[i] /= curvature[i, i];
        }

        return move;
    }
}
