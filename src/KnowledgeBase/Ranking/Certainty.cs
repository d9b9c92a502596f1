namespace KnowledgeBase.Ranking;

/// <summary>
/// How likely the first result answers: a logistic regression of its score (Platt 1999) and of what tells an answer from the best of what is no answer in any corpus.
/// A score that only orders the candidates of one question says little beside another's.
/// </summary>
public sealed record Certainty
{
    /// <summary>Weight of the first result's score.</summary>
    public double Score { get; init; } = 1;

    /// <summary>Weights of its features, by <see cref="Feature"/>; empty when only the score counts.</summary>
    public double[] Weights { get; init; } = [];

    /// <summary>Added to the weighted sum.</summary>
    public double Offset { get; init; }

    /// <summary>The log-odds that the first result answers.</summary>
    public double LogOdds(double score, ReadOnlySpan<float> features)
    {
        double sum = Offset + (Score * score);
        for (int i = 0; i < Weights.Length; i++)
        {
            sum += Weights[i] * features[i];
        }

        return sum;
    }

    /// <summary>The probability, 0 to 1, of <paramref name="logOdds"/>.</summary>
    public static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
