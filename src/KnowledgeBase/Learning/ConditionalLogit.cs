using KnowledgeBase.Ranking;

namespace KnowledgeBase.Learning;

/// <summary>
/// Learns an order by comparing each answer with the other candidates of its own question: the conditional logit of McFadden (1974), P(i) = exp(w·x_i) / Σ exp(w·x_j) over the candidates of a question.
/// A classifier of single rows spends its weights on telling easy questions from hard ones; this one cannot.
/// No weight is below zero: more of a feature speaks for a candidate.
/// </summary>
internal static class ConditionalLogit
{
    private const double L2 = 5; // on standardised features, against the sum over questions
    private const int Sweeps = 100;
    private const double Settled = 1e-4;

    /// <summary>The weights of the features in <paramref name="used"/> (all others 0), by coordinate descent on the questions of <paramref name="rows"/> that some candidate answers; few questions move them little from where they are in <paramref name="from"/>.</summary>
    public static double[] Fit(IReadOnlyList<Judgment> rows, IReadOnlyCollection<Feature> used, IReadOnlyList<double>? from = null)
    {
        var features = used.Select(f => (Number: (int)f, Spread: Spread(rows, (int)f))).Where(f => f.Spread > 0).OrderBy(f => f.Number).ToList();
        var questions = rows.GroupBy(r => r.Group).Where(q => q.Any(r => r.Answers) && q.Any(r => !r.Answers))
            .Select(q => new Choice([.. q.Select(r => r.Answers)], [.. features.Select(f => q.Select(r => r.Features[f.Number] / f.Spread).ToArray())])).ToList();
        var known = features.ConvertAll(f => (from?[f.Number] ?? 0) * f.Spread);
        double[] weights = [.. known];
        for (int f = 0; f < weights.Length; f++)
        {
            questions.ForEach(q => q.Move(f, known[f]));
        }

        double moved = double.MaxValue;
        for (int sweep = 0; sweep < Sweeps && moved > Settled; sweep++)
        {
            moved = 0;
            for (int f = 0; f < weights.Length; f++)
            {
                double gradient = L2 * (known[f] - weights[f]), curvature = L2;
                foreach (var question in questions)
                {
                    question.Slope(f, ref gradient, ref curvature);
                }

                double step = Math.Max(-weights[f], gradient / curvature);
                if (step != 0)
                {
                    weights[f] += step;
                    moved = Math.Max(moved, Math.Abs(step));
                    questions.ForEach(q => q.Move(f, step));
                }
            }
        }

        var all = new double[FeatureExtractor.Count];
        for (int f = 0; f < weights.Length; f++)
        {
            all[features[f].Number] = weights[f] / features[f].Spread;
        }

        return all;
    }

    private static double Spread(IReadOnlyList<Judgment> rows, int feature)
    {
        double mean = rows.Average(r => (double)r.Features[feature]);
        double spread = Math.Sqrt(rows.Average(r => (r.Features[feature] - mean) * (r.Features[feature] - mean)));
        return spread < 1e-6 ? 0 : spread;
    }

    // The candidates of a question: which answer, the values of each feature, and the odds by the weights so far.
    private sealed class Choice(bool[] answers, double[][] values)
    {
        private readonly double[] odds = new double[answers.Length];
        private double[]? chosen; // P(i) among all
        private double[]? right; // P(i) among those that answer

        public void Slope(int feature, ref double gradient, ref double curvature)
        {
            chosen ??= Shares(_ => true);
            right ??= Shares(i => answers[i]);
            double mean = 0, square = 0, answered = 0;
            double[] x = values[feature];
            for (int i = 0; i < x.Length; i++)
            {
                mean += chosen[i] * x[i];
                square += chosen[i] * x[i] * x[i];
                answered += right[i] * x[i];
            }

            gradient += answered - mean;
            curvature += square - (mean * mean);
        }

        public void Move(int feature, double by)
        {
            double[] x = values[feature];
            for (int i = 0; i < x.Length; i++)
            {
                odds[i] += by * x[i];
            }

            (chosen, right) = (null, null);
        }

        private double[] Shares(Func<int, bool> among)
        {
            double most = double.MinValue, sum = 0;
            var shares = new double[odds.Length];
            for (int i = 0; i < odds.Length; i++)
            {
                most = among(i) ? Math.Max(most, odds[i]) : most;
            }

            for (int i = 0; i < odds.Length; i++)
            {
                shares[i] = among(i) ? Math.Exp(odds[i] - most) : 0;
                sum += shares[i];
            }

            return Array.ConvertAll(shares, s => s / sum);
        }
    }
}
