using KnowledgeBase.Ranking;

namespace KnowledgeBase.Learning;

/// <summary>Fits a <see cref="Certainty"/> to first results of questions the classifier was not trained on.</summary>
public static class CertaintyFit
{
    private const double L2 = 3; // on standardised values, against the sum over questions

    // Votes that the score weighs already would count twice, and a ticket about something near is no sign of an answer.
    private static readonly Feature[] Votes = [Feature.VoteShare, Feature.NearestVote, Feature.VoteTop];

    /// <summary><paramref name="model"/> with its probabilities fitted to <paramref name="firsts"/>; its order stays.</summary>
    public static RankingModel Calibrated(RankingModel model, IReadOnlyList<FirstResult> firsts)
    {
        bool both = firsts.Any(f => f.Answers) && firsts.Any(f => !f.Answers);
        var fitted = model with { Certainty = both ? Of(firsts, votes: model.Weights is { } w && Votes.All(v => w[(int)v] == 0)) : new Certainty() };
        return fitted with { FirstResults = [.. firsts.Select(f => Math.Round(Certainty.Probability(fitted.Certainty.LogOdds(f.Score, f.Features)), 4)).OrderDescending()] };
    }

    // More of each speaks for an answer: a weight below zero is noise, and the worst is left out until there is none.
    private static Certainty Of(IReadOnlyList<FirstResult> firsts, bool votes)
    {
        List<Func<FirstResult, double>> values = [f => f.Score, f => f.Features[(int)Feature.Reach], f => f.Features[(int)Feature.NearestVote]];
        var used = Enumerable.Range(0, votes ? 3 : 2).Where(v => firsts.Select(values[v]).Distinct().Count() > 1).ToList();
        var spread = values.ConvertAll(v => Spread(firsts, v));
        while (true)
        {
            var (weights, offset) = LogisticRegression.Fit(
                [.. firsts.Select(f => used.ConvertAll(v => values[v](f) / spread[v]).ToArray())], [.. firsts.Select(f => f.Answers)], [.. used.Select(_ => L2)]);
            int worst = Array.IndexOf(weights, weights.Min());
            if (weights[worst] >= 0 || used.Count == 1)
            {
                double Weight(int value) => used.IndexOf(value) is >= 0 and int at ? weights[at] / spread[value] : 0;
                return new Certainty { Score = Weight(0), Reach = Weight(1), NearestVote = Weight(2), Offset = offset };
            }

            used.RemoveAt(worst);
        }
    }

    private static double Spread(IReadOnlyList<FirstResult> firsts, Func<FirstResult, double> value)
    {
        double mean = firsts.Average(value);
        return Math.Max(1e-6, Math.Sqrt(firsts.Average(f => (value(f) - mean) * (value(f) - mean))));
    }
}
