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

    // The shipped model is of other corpora: a gain that is as sure as this takes its place however small it is.
    private const double Certain = 0.95;

    // Of what a mean reciprocal rank lacks to 1, what takes the place of something simpler makes up for this share, 0 to 1: on few questions luck makes up for less.
    private const double WorthIt = 0.05;

    /// <summary>How many questions with a known answer there are to teach with.</summary>
    internal static int Questions(IReadOnlyList<DatasetArticle> articles, IReadOnlyList<Ticket> tickets) => tickets.Count(t => t.Articles.Count > 0) + articles.Sum(a => a.Article.Questions.Count);

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
        bool classified = false;
        foreach (var (learner, only) in Learners(material.Questions)) // the simplest first: another must be surely better, and worth it
        {
            cancel.ThrowIfCancellationRequested();
            string name = only is null ? $"{learner}" : $"{learner} without {Feature.Worded}";
            var (model, ranks) = material.Try(rows => RankingTrainer.Train(
                rows, learner, $"own-{learner.ToString().ToLowerInvariant()}", $"{material.Questions} questions, checked on {bar.Count} others", only, from: prior));
            double sure = Bootstrap.Better(ranks, bar);
            progress?.Invoke($"{name}: {ranks.Average():F3}, better in {sure:P0} of resamples");
            bool worthIt = ranks.Average() - bar.Average() >= WorthIt * (1 - bar.Average()) || (trial is not { Kept: true } && sure >= Certain);
            bool better = sure >= SureEnough && worthIt;
            trial = trial is { Kept: true } && !better ? trial : new Trial("ranking", bar.Count, before, ranks.Average(), better);
            if (better)
            {
                (best, bar, classified) = (model, ranks, only is null);
            }
        }

        var classifier = classified ? new QuestionLessons(articles, tickets).All() : null;
        return Outcome(best with { Tickets = material.Similar ?? prior.Tickets, Questions = classifier, IsOwn = material.HasTickets }, material.UnseenFrom, trial);

        Learned Outcome(RankingModel model, int from, Trial? ranking = null) => new(embedding.Full, model)
        {
            Trials = [.. new[] { embedding.Trial, ranking }.OfType<Trial>()],
            Unseen = new Unseen(embedding.Blind, from),
        };
    }

    private static IEnumerable<(Learner Learner, IReadOnlySet<Feature>? Only)> Learners(int questions)
    {
        yield return (Learner.Choice, Enum.GetValues<Feature>().Where(f => f != Feature.Worded).ToHashSet());
        yield return (Learner.Choice, null);
        if (questions >= MinForTrees)
        {
            yield return (Learner.FastTree, null);
        }
    }
}
