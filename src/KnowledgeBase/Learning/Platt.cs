namespace KnowledgeBase.Learning;

/// <summary>Platt scaling with the corrected targets and Newton steps of Lin, Lin and Weng (2007).</summary>
public static class Platt
{
    /// <summary>Slope and offset such that 1 / (1 + exp(-(slope * score + offset))) is the probability of a positive.</summary>
    public static (double Slope, double Offset) Fit(IReadOnlyList<double> scores, IReadOnlyList<bool> positives)
    {
        int positive = positives.Count(p => p), negative = positives.Count - positive;
        double high = (positive + 1.0) / (positive + 2.0), low = 1.0 / (negative + 2.0);
        double slope = 1, offset = 0, loss = Loss(slope, offset);
        for (int step = 0; step < 100; step++)
        {
            double h11 = 1e-9, h22 = 1e-9, h21 = 0, g1 = 0, g2 = 0;
            for (int i = 0; i < scores.Count; i++)
            {
                double p = Sigmoid((slope * scores[i]) + offset), t = positives[i] ? high : low, d = p * (1 - p);
                h11 += scores[i] * scores[i] * d;
                h22 += d;
                h21 += scores[i] * d;
                g1 += scores[i] * (p - t);
                g2 += p - t;
            }

            if (Math.Abs(g1) < 1e-6 && Math.Abs(g2) < 1e-6)
            {
                break;
            }

            double determinant = (h11 * h22) - (h21 * h21);
            double ds = -((h22 * g1) - (h21 * g2)) / determinant, db = -((h11 * g2) - (h21 * g1)) / determinant;
            double rate = 1;
            for (; rate > 1e-10; rate /= 2)
            {
                double next = Loss(slope + (rate * ds), offset + (rate * db));
                if (next < loss)
                {
                    (slope, offset, loss) = (slope + (rate * ds), offset + (rate * db), next);
                    break;
                }
            }

            if (rate <= 1e-10)
            {
                break;
            }
        }

        return (slope, offset);

        double Loss(double a, double b)
        {
            double sum = 0;
            for (int i = 0; i < scores.Count; i++)
            {
                double z = (a * scores[i]) + b, t = positives[i] ? high : low;
                sum += Math.Max(z, 0) - (z * t) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
            }

            return sum;
        }
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}
