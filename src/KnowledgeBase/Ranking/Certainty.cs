namespace KnowledgeBase.Ranking;

/// <summary>
/// How likely the first result answers: a logistic regression of its score (Platt 1999), of how near the corpus comes to the question at all and, for a model that weighs no votes by itself, of the nearest resolved ticket.
/// A score that only orders the candidates of one question says little beside another's; how near the corpus comes says the rest.
/// </summary>
public sealed record Certainty
{
    /// <summary>Weight of the first result's score.</summary>
    public double Score { get; init; } = 1;

    /// <summary>Weight of its <see cref="Feature.Reach"/>.</summary>
    public double Reach { get; init; }

    /// <summary>Weight of its <see cref="Feature.NearestVote"/>.</summary>
    public double NearestVote { get; init; }

    /// <summary>Added to the weighted sum.</summary>
    public double Offset { get; init; }

    /// <summary>The log-odds that the first result answers.</summary>
    public double LogOdds(double score, ReadOnlySpan<float> features) =>
        Offset + (Score * score) + (Reach * features[(int)Feature.Reach]) + (NearestVote * features[(int)Feature.NearestVote]);

    /// <summary>The probability, 0 to 1, of <paramref name="logOdds"/>.</summary>
    public static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
