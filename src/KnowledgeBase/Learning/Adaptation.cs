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

    private const int MinForTrees = 2_000; // questions; trees learned from fewer ranked questions of another kind worse

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
        var material = Material.Of(articles, tickets, embedding.Blind);
        cancel.ThrowIfCancellationRequested();
        var (best, bar) = material.Try(_ => prior);
        if (bar.Count == 0)
        {
            progress?.Invoke("no article that a ticket names is here: the prior model stays");
            return Outcome(prior, material.UnseenFrom);
        }

        best = material.HasTickets ? best with { Version = prior.Version + "-own" } : prior;
        progress?.Invoke($"mean reciprocal rank on {bar.Count} later tickets and held-back questions: prior {bar.Average():F3}");
        double before = bar.Average();
        Trial? trial = null;
        foreach (var learner in material.Questions < MinForTrees ? [Learner.Choice] : (Learner[])[Learner.Choice, Learner.FastTree]) // the simplest first: another must be surely better
        {
            cancel.ThrowIfCancellationRequested();
            var (model, ranks) = material.Try(rows => RankingTrainer.Train(
                rows, learner, $"own-{learner.ToString().ToLowerInvariant()}", $"{material.Questions} questions, checked on {bar.Count} others", from: prior));
            double sure = Bootstrap.Better(ranks, bar);
            progress?.Invoke($"{learner}: {ranks.Average():F3}, better in {sure:P0} of resamples");
            trial = trial is { Kept: true } && sure < SureEnough ? trial : new Trial("ranking", bar.Count, before, ranks.Average(), sure >= SureEnough);
            if (sure >= SureEnough)
            {
                (best, bar) = (model, ranks);
            }
        }

        return Outcome(best with { Tickets = material.Similar ?? prior.Tickets }, material.UnseenFrom, trial);

        Learned Outcome(RankingModel model, int from, Trial? ranking = null) => new(embedding.Full, model)
        {
            Trials = [.. new[] { embedding.Trial, ranking }.OfType<Trial>()],
            Unseen = new Unseen(embedding.Blind, from),
        };
    }
}
