using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Learning;

/// <summary>Learns from a customer's resolved tickets: a model of their own goes live only if it ranks a later slice of tickets better than the prior.</summary>
public static class Adaptation
{
    /// <summary>Fewer answered tickets than this teach nothing reliable; the prior stays.</summary>
    public const int MinTickets = 200;

    /// <summary>Rows are taken from at most this many tickets, evenly spread over time.</summary>
    public const int MaxQuestions = 3000;

    // The first tickets have nothing to be voted on by; those that taught the embedding would flatter it.
    private const double WarmUpShare = 0.1;

    private const double TrainShare = 0.7;

    // A gain this small on a few dozen questions is chance, and the prior knows questions off topic, which tickets do not.
    private const double MinGain = 0.02;

    /// <summary>The better of the prior and of models learned from the tickets of <paramref name="replay"/>.</summary>
    public static RankingModel Learn(Replay replay, RankingModel prior, Action<string>? progress = null)
    {
        int answered = replay.Tickets.Count(t => t.Articles.Count > 0);
        if (answered < MinTickets)
        {
            progress?.Invoke($"{answered} answered tickets: the prior model stays (from {MinTickets} on it learns)");
            return prior;
        }

        progress?.Invoke($"learning from {replay.Tickets.Count} tickets");
        int warmUp = (int)(replay.Tickets.Count * (replay.Index.Embedding.Id == StaticEmbedding.Default.Id ? WarmUpShare : EmbeddingAdaptation.TeachingShare));
        int every = Math.Max(1, (replay.Tickets.Count - warmUp) / MaxQuestions);
        var rows = replay.Rows(0, skip: warmUp, every: every).ToList();
        int border = rows[(int)(rows.Count * TrainShare)].Group;
        var train = rows.FindAll(r => r.Group < border);
        var later = rows.FindAll(r => r.Group >= border);

        string provenance = $"{train.Select(r => r.Group).Distinct().Count()} tickets, checked on {later.Select(r => r.Group).Distinct().Count()} later ones";
        var best = prior;
        double bestRank = MeanReciprocalRank(prior, later) + MinGain;
        foreach (var learner in (ReadOnlySpan<Learner>)[Learner.Logistic, Learner.FastTree])
        {
            var model = RankingTrainer.Train(train, later, learner, "tickets-" + learner.ToString().ToLowerInvariant(), provenance);
            double rank = MeanReciprocalRank(model, later);
            progress?.Invoke($"{learner}: mean reciprocal rank {rank:F3} on the later tickets (to beat: {bestRank:F3})");
            if (rank > bestRank)
            {
                (best, bestRank) = (model, rank);
            }
        }

        return best;
    }

    /// <summary>Mean reciprocal rank of the first answer over the questions of <paramref name="rows"/> that have one among their candidates.</summary>
    public static double MeanReciprocalRank(RankingModel model, IReadOnlyList<Judgment> rows)
    {
        double sum = 0;
        int count = 0;
        foreach (var question in rows.GroupBy(r => r.Group))
        {
            int rank = 1;
            foreach (var row in question.OrderByDescending(r => model.Score(r.Features)))
            {
                if (row.Answers)
                {
                    sum += 1.0 / rank;
                    break;
                }

                rank++;
            }

            count++;
        }

        return count == 0 ? 0 : sum / count;
    }
}
