using System.Runtime.InteropServices;
using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Learning;

/// <summary>What was learned from a customer's own articles and tickets.</summary>
/// <param name="Embedding">Places articles, tickets and questions.</param>
/// <param name="Model">Ranks candidates.</param>
public sealed record Learned(StaticEmbedding Embedding, RankingModel Model)
{
    /// <summary>How the parts did on what they had not seen.</summary>
    public IReadOnlyList<Trial> Trials { get; init; } = [];

    /// <summary>What it may still be judged by; null for what is not fresh from learning.</summary>
    public Unseen? Unseen { get; init; }
}

/// <summary>What a ranking has not learned from.</summary>
/// <param name="Embedding">The embedding as it was before it read these tickets.</param>
/// <param name="From">Number of the first of them, oldest first.</param>
public sealed record Unseen(StaticEmbedding Embedding, int From);

/// <summary>
/// Learns a customer's language, and to rank from their resolved tickets and from the other ways their articles' questions are asked.
/// A model goes live only if it ranks later tickets and held-back questions better than the prior.
/// </summary>
public static class Adaptation
{
    /// <summary>Fewer questions with a known answer than this teach nothing reliable; the prior stays.</summary>
    public const int MinQuestions = 200;

    /// <summary>Rows are taken from at most this many tickets, evenly spread over time, and from as many held-back questions.</summary>
    public const int MaxQuestions = 3000;

    // The first tickets have nothing to be voted on by.
    private const double WarmUpShare = 0.1;

    private const int CheckEvery = 3; // of the held-back questions and those off topic; of the tickets the last third checks
    private const int MinForTrees = 2_000; // questions; trees learned from fewer ranked questions of another kind worse
    private const int MinCalibration = 50; // tickets

    /// <summary>Share of resamples in which something must be better to count as better.</summary>
    internal const double SureEnough = 0.8;

    /// <summary>The best that <paramref name="articles"/> and <paramref name="tickets"/> (oldest first) teach; what they cannot better stays as it is shipped.</summary>
    public static Learned Learn(
        IReadOnlyList<DatasetArticle> articles, IReadOnlyList<Ticket> tickets, RankingModel prior, TimeProvider time, Action<string>? progress = null, CancellationToken cancel = default)
    {
        var embedding = EmbeddingAdaptation.Learn(StaticEmbedding.Default, articles, tickets, time, progress, cancel);
        int questions = tickets.Count(t => t.Articles.Count > 0) + HeldBack.Of(articles).Count();
        if (questions < MinQuestions)
        {
            progress?.Invoke($"{questions} questions with a known answer: the prior model stays (from {MinQuestions} on it learns)");
            return Outcome(prior, EmbeddingAdaptation.Teaching(tickets.Count));
        }

        cancel.ThrowIfCancellationRequested();
        var (train, check, calibration) = Rows(articles, tickets, embedding.Blind);
        cancel.ThrowIfCancellationRequested();
        var best = calibration == check ? prior : RankingTrainer.Calibrated(prior with { Version = prior.Version + "-own" }, calibration);
        var bar = ReciprocalRanks(prior, check);
        int unseen = check.Where(r => r.Group < tickets.Count).Select(r => r.Group).DefaultIfEmpty(tickets.Count).Min();
        if (bar.Count == 0)
        {
            progress?.Invoke("no article that a ticket names is here: the prior model stays");
            return Outcome(prior, unseen);
        }

        progress?.Invoke($"mean reciprocal rank on {bar.Count} later tickets and held-back questions: prior {bar.Average():F3}");
        double before = bar.Average();
        Trial? trial = null;
        foreach (var learner in Questions(train) < MinForTrees ? [Learner.Choice] : (Learner[])[Learner.Choice, Learner.FastTree]) // the simplest first: another must be surely better
        {
            var model = RankingTrainer.Train(
                train, calibration, learner, $"own-{learner.ToString().ToLowerInvariant()}", $"{Questions(train)} questions, checked on {bar.Count} others");
            var ranks = ReciprocalRanks(model, check);
            double sure = Bootstrap.Better(ranks, bar);
            progress?.Invoke($"{learner}: {ranks.Average():F3}, better in {sure:P0} of resamples");
            trial = trial is { Kept: true } && sure < SureEnough ? trial : new Trial("ranking", bar.Count, before, ranks.Average(), sure >= SureEnough);
            if (sure >= SureEnough)
            {
                (best, bar) = (model, ranks);
            }
        }

        return Outcome(best, unseen, trial);

        Learned Outcome(RankingModel model, int from, Trial? ranking = null) => new(embedding.Full, model)
        {
            Trials = [.. new[] { embedding.Trial, ranking }.OfType<Trial>()],
            Unseen = new Unseen(embedding.Blind, from),
        };
    }

    private static int Questions(List<Judgment> rows) => rows.Select(r => r.Group).Distinct().Count();

    private static (List<Judgment> Train, List<Judgment> Check, List<Judgment> Calibration) Rows(IReadOnlyList<DatasetArticle> articles, IReadOnlyList<Ticket> tickets, StaticEmbedding embedding)
    {
        using var replay = Replay.Of(HeldBack.Without(articles), tickets, embedding);
        int first = Math.Max((int)(tickets.Count * WarmUpShare), EmbeddingAdaptation.Teaching(tickets.Count)); // those that taught the embedding would flatter it
        var held = HeldBack.Of(articles).ToList();
        int every = Math.Max(1, held.Count / MaxQuestions);
        var asked = held.Where((_, i) => i % every == 0).Select(h => (h.Question, (IReadOnlyCollection<string>)[h.Article])).ToList();
        asked.AddRange(OffTopic.Questions.Select(q => (q, (IReadOnlyCollection<string>)[])));
        new Random(1).Shuffle(CollectionsMarshal.AsSpan(asked)); // neither kind earlier than the other
        var rows = replay.Rows(first, Math.Max(1, (tickets.Count - first) / MaxQuestions), asked).ToLookup(r => r.Group < tickets.Count);

        var groups = rows[true].Select(r => r.Group).Distinct().ToList();
        int border = groups.Count == 0 ? 0 : groups[^((groups.Count + CheckEvery - 1) / CheckEvery)];
        bool Checks(Judgment row) => row.Group < tickets.Count ? row.Group >= border : row.Group % CheckEvery == 0;
        var all = rows[true].Concat(rows[false]).ToList();
        var train = all.FindAll(r => !Checks(r));
        var check = all.FindAll(Checks);

        // Probabilities are fitted to tickets where there are enough: how many of them no article answers is the customer's own share.
        bool Calibrates(Judgment row) => row.Group < tickets.Count || asked[row.Group - tickets.Count].Item2.Count == 0;
        var calibration = groups.Count(g => g >= border) >= MinCalibration ? check.FindAll(Calibrates) : check;
        return (train, check, calibration);
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
}
