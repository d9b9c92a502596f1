using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Learning;

/// <summary>
/// Whether something learned may take the place of what a person chose: only if it ranks resolved tickets better that came after the choice and that it has not learned from,
/// at least <see cref="MinTickets"/> of them, in four of five resamples.
/// </summary>
public static class Challenge
{
    /// <summary>Fewer newer tickets than this decide nothing.</summary>
    public const int MinTickets = 50;

    /// <summary>True when <paramref name="learned"/> has won against <paramref name="chosen"/>; <paramref name="tickets"/> are all, oldest first, <paramref name="newer"/> the ids of those that came after the choice.</summary>
    public static bool Won(Learned learned, Learned chosen, IReadOnlyList<DatasetArticle> articles, IReadOnlyList<Ticket> tickets, IReadOnlySet<string> newer, Action<string>? progress = null)
    {
        if (learned.Unseen is not { } unseen)
        {
            return false;
        }

        var ids = articles.Select(a => a.Article.Id).ToHashSet(StringComparer.Ordinal);
        var asked = Enumerable.Range(unseen.From, tickets.Count - unseen.From).Where(i => newer.Contains(tickets[i].Id) && tickets[i].Articles.Any(ids.Contains)).ToList();
        if (asked.Count < MinTickets)
        {
            progress?.Invoke($"{asked.Count} tickets since a person chose the model in use: it stays (from {MinTickets} on they are compared)");
            return false;
        }

        var ours = ReciprocalRanks(learned.Model, unseen.Embedding, articles, tickets, asked);
        var theirs = ReciprocalRanks(chosen.Model, chosen.Embedding, articles, tickets, asked);
        double sure = Bootstrap.Better(ours, theirs);
        progress?.Invoke($"mean reciprocal rank on {asked.Count} tickets since a person chose: {theirs.Average():F3} the chosen model, {ours.Average():F3} the one learned now, better in {sure:P0} of resamples");
        return sure >= Adaptation.SureEnough;
    }

    // Of each of these tickets, in order; 0 when no article that answers it is among the candidates.
    private static List<double> ReciprocalRanks(RankingModel model, StaticEmbedding embedding, IReadOnlyList<DatasetArticle> articles, IReadOnlyList<Ticket> tickets, List<int> asked)
    {
        using var replay = Replay.Of(HeldBack.Without(articles), tickets, embedding);
        var questions = replay.Rows(asked[0]).ToLookup(r => r.Group);
        return asked.ConvertAll(i =>
        {
            var ranked = questions[i].OrderByDescending(r => model.Score(r.Features)).ToList();
            return ranked.FindIndex(r => r.Answers) is >= 0 and int at ? 1.0 / (at + 1) : 0;
        });
    }
}
