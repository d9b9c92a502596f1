using KnowledgeBase.Indexing;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Learning;

/// <summary>
/// Fits a <see cref="TicketCertainty"/> to resolved tickets, each asked of those before it, once whole and once by its subject alone, as people type: the same article solved both, or not.
/// The later ones say most: the more tickets there are, the more often one of the same likeness helps.
/// </summary>
public static class TicketFit
{
    /// <summary>Fewer tickets with something like them before them say nothing reliable.</summary>
    public const int MinPairs = 50;

    private const int Nearest = 3; // of each ticket; what agents look at
    private const int Most = 1_000; // tickets asked

    /// <summary>The certainty that fits <paramref name="pairs"/>; null when they are too few.</summary>
    public static TicketCertainty? Of(IReadOnlyList<(SimilarTicket Near, bool Helps)> pairs)
    {
        if (pairs.Count < MinPairs || !pairs.Any(p => p.Helps) || pairs.All(p => p.Helps))
        {
            return null;
        }

        var (weights, offset) = LogisticRegression.Fit([.. pairs.Select(p => (double[])[p.Near.Similarity, p.Near.Said])], [.. pairs.Select(p => p.Helps)], [0, 0]);
        return new TicketCertainty(weights[0], offset, weights[1]);
    }

    /// <summary>The nearest tickets before each of the tickets number <paramref name="first"/> to <paramref name="end"/> (that one not), and whether what solved them helped; and those nearest to questions off topic, which did not.</summary>
    public static IReadOnlyList<(SimilarTicket Near, bool Helps)> Pairs(Replay replay, int first, int end) => [.. Found(replay, first, end)];

    private static IEnumerable<(SimilarTicket Near, bool Helps)> Found(Replay replay, int first, int end)
    {
        var tickets = replay.Tickets;
        int every = Math.Max(1, (end - first) / Most);
        for (int i = first; i < end; i += every)
        {
            var ticket = tickets[i];
            if (ticket.Articles.Count > 0) // what no article solved may have been solved by the same words
            {
                foreach (string question in (string[])(ticket.Subject.Length == 0 ? [TicketText.Question(ticket)] : [TicketText.Question(ticket), ticket.Subject]))
                {
                    foreach (var near in Near(question, t => t.Id != ticket.Id && t.Created <= ticket.Created))
                    {
                        yield return (near, near.Ticket.Articles.Any(ticket.Articles.Contains));
                    }
                }
            }
        }

        foreach (string question in OffTopic.Some)
        {
            foreach (var near in Near(question, null))
            {
                yield return (near, false);
            }
        }

        IEnumerable<SimilarTicket> Near(string question, Func<IndexedTicket, bool>? known) =>
            replay.Retriever.Find(Question.Of(question), Viewer.Agent, Fusion.Views.Votes, known).Tickets.Take(Nearest);
    }
}
