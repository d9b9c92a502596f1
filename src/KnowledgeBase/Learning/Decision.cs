namespace KnowledgeBase.Learning;

/// <summary>What the service decided for one question of known answer.</summary>
/// <param name="Probability">Probability of the first result; 0 when there was none.</param>
/// <param name="Predicted">Id of the first result, or null for silence.</param>
/// <param name="First">Id of the first result, shown or not.</param>
/// <param name="Judged">The right answers; empty when silence is right.</param>
public sealed record Decision(double Probability, string? Predicted, string? First, IReadOnlyDictionary<string, int> Judged)
{
    /// <summary>True when the first result is right, shown or not.</summary>
    public bool FirstIsRight => First is not null && Judged.GetValueOrDefault(First) > 0;
}

/// <summary>How good the decisions are: to answer, with what, or to stay silent.</summary>
/// <param name="InScopeAccuracy">Share of answerable questions whose first result is right and shown.</param>
/// <param name="SilenceOutOfScope">Share of unanswerable questions that got no answer; null when there are none.</param>
/// <param name="Mcc">Multi-class Matthews correlation (Gorodkin 2004) with silence as a class.</param>
/// <param name="Coverage">Share of all questions that were answered.</param>
/// <param name="Precision">Share of the answered that is right; null when nothing was answered.</param>
/// <param name="Ece">Expected calibration error of the first result's probability, 10 bins of equal mass.</param>
/// <param name="EceOfTruth">The same, on average, if these probabilities were exactly true: what so few questions leave to chance.</param>
public sealed record DecisionQuality(double? InScopeAccuracy, double? SilenceOutOfScope, double Mcc, double Coverage, double? Precision, double Ece, double EceOfTruth)
{
    private const string Silence = "\0silence";

    /// <summary>Measures <paramref name="decisions"/>.</summary>
    public static DecisionQuality Of(IReadOnlyList<Decision> decisions)
    {
        var inScope = decisions.Where(d => d.Judged.Count > 0).ToList();
        var outOfScope = decisions.Where(d => d.Judged.Count == 0).ToList();
        var answered = decisions.Where(d => d.Predicted is not null).ToList();
        return new DecisionQuality(
            inScope.Count == 0 ? null : inScope.Average(d => d.Predicted is not null && d.FirstIsRight ? 1.0 : 0),
            outOfScope.Count == 0 ? null : outOfScope.Average(d => d.Predicted is null ? 1.0 : 0),
            Matthews(decisions),
            decisions.Count == 0 ? 0 : answered.Count / (double)decisions.Count,
            answered.Count == 0 ? null : answered.Average(d => d.FirstIsRight ? 1.0 : 0),
            CalibrationError(decisions),
            ErrorOfTruth(decisions));
    }

    /// <summary>Mean gap between probability and truth over <paramref name="bins"/> bins of equal mass.</summary>
    public static double CalibrationError(IReadOnlyList<Decision> decisions, int bins = 10)
    {
        var ordered = decisions.OrderBy(d => d.Probability).ToList();
        return CalibrationError([.. ordered.Select(d => d.Probability)], [.. ordered.Select(d => d.FirstIsRight)], bins);
    }

    private static double CalibrationError(double[] probabilities, bool[] right, int bins)
    {
        double error = 0;
        for (int b = 0; b < bins; b++)
        {
            double gap = 0;
            for (int i = b * right.Length / bins; i < (b + 1) * right.Length / bins; i++)
            {
                gap += probabilities[i] - (right[i] ? 1 : 0);
            }

            error += Math.Abs(gap) / Math.Max(1, right.Length);
        }

        return error;
    }

    // Truth drawn by the probabilities, many times.
    private static double ErrorOfTruth(IReadOnlyList<Decision> decisions, int draws = 1000, int bins = 10)
    {
        double[] probabilities = [.. decisions.Select(d => d.Probability).Order()];
        var right = new bool[probabilities.Length];
        var random = new Random(1);
        double sum = 0;
        for (int draw = 0; draw < draws; draw++)
        {
            for (int i = 0; i < right.Length; i++)
            {
                right[i] = random.NextDouble() < probabilities[i];
            }

            sum += CalibrationError(probabilities, right, bins);
        }

        return sum / draws;
    }

    private static double Matthews(IReadOnlyList<Decision> decisions)
    {
        var truth = new Dictionary<string, double>(StringComparer.Ordinal);
        var guess = new Dictionary<string, double>(StringComparer.Ordinal);
        double right = 0, all = decisions.Count;
        foreach (var d in decisions)
        {
            string predicted = d.Predicted ?? Silence;
            bool correct = d.Predicted is null ? d.Judged.Count == 0 : d.FirstIsRight;
            string actual = correct ? predicted : d.Judged.Count == 0 ? Silence : d.Judged.MaxBy(j => j.Value).Key;
            right += correct ? 1 : 0;
            truth[actual] = truth.GetValueOrDefault(actual) + 1;
            guess[predicted] = guess.GetValueOrDefault(predicted) + 1;
        }

        double cross = truth.Sum(t => t.Value * guess.GetValueOrDefault(t.Key));
        double root = Math.Sqrt((all * all) - guess.Values.Sum(v => v * v)) * Math.Sqrt((all * all) - truth.Values.Sum(v => v * v));
        return root == 0 ? 0 : ((right * all) - cross) / root;
    }
}
