using KnowledgeBase.Learning;

namespace KnowledgeBase.Tests.Learning;

public sealed class Measures
{
    private static readonly Dictionary<string, int> Judged = new() { ["a"] = 2, ["b"] = 1 };

    [Fact]
    public void Ndcg_is_one_for_the_ideal_order_and_what_the_formula_says_otherwise()
    {
        Assert.Equal(1, RetrievalMetrics.Ndcg(["a", "b", "x"], Judged, 10), 10);
        Assert.Equal((1 + (2 / Math.Log2(3))) / (2 + (1 / Math.Log2(3))), RetrievalMetrics.Ndcg(["b", "a"], Judged, 10), 10);
        Assert.Equal(0, RetrievalMetrics.Ndcg(["x"], Judged, 10));
    }

    [Fact]
    public void Average_precision_and_reciprocal_rank_follow_trec()
    {
        Assert.Equal((0.5 + (2.0 / 3)) / 2, RetrievalMetrics.AveragePrecision(["x", "a", "b"], Judged), 10);
        Assert.Equal(0.5, RetrievalMetrics.ReciprocalRank(["x", "a"], Judged, 10));
        Assert.Equal(0, RetrievalMetrics.ReciprocalRank(["x", "y", "a"], Judged, 2));
    }

    [Fact]
    public void Silence_counts_as_a_class_of_its_own()
    {
        var quality = DecisionQuality.Of([
            new Decision(0.9, "a", "a", Judged), new Decision(0.2, null, "x", new Dictionary<string, int>()),
            new Decision(0.8, "x", "x", Judged), new Decision(0.7, "y", "y", new Dictionary<string, int>())]);
        Assert.Equal(0.5, quality.InScopeAccuracy);
        Assert.Equal(0.5, quality.SilenceOutOfScope);
        Assert.Equal(0.75, quality.Coverage);
        Assert.Equal(1.0 / 3, quality.Precision!.Value, 10);
        Assert.InRange(quality.Mcc, 0.2, 0.5);
    }

    [Fact]
    public void Calibration_error_is_the_mean_gap_between_probability_and_truth()
    {
        var decisions = Enumerable.Range(0, 100).Select(i => new Decision(0.8, "a", i % 2 == 0 ? "a" : "x", Judged)).ToList();
        Assert.Equal(0.3, DecisionQuality.CalibrationError(decisions), 6);
    }

    [Fact]
    public void Logistic_regression_finds_the_probabilities_it_was_given()
    {
        var random = new Random(3);
        double[][] rows = [.. Enumerable.Range(0, 20_000).Select(_ => (double[])[(random.NextDouble() * 8) - 4, random.NextDouble()])];
        bool[] positives = Array.ConvertAll(rows, r => random.NextDouble() < 1 / (1 + Math.Exp(-((1.7 * r[0]) + (0.9 * r[1]) - 0.6))));
        var (weights, offset) = LogisticRegression.Fit(rows, positives, [0, 0]);
        Assert.InRange(weights[0], 1.6, 1.8);
        Assert.InRange(weights[1], 0.7, 1.1);
        Assert.InRange(offset, -0.75, -0.45);
    }
}
