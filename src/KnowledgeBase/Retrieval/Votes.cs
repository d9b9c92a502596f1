using KnowledgeBase.Indexing;

namespace KnowledgeBase.Retrieval;

/// <summary>A resolved ticket near the question.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Similarity">Mean of its BM25 as a share of what a ticket equal to the question would get and of its cosine, 0 to 1.</param>
/// <param name="Share">Mean of its BM25 as a share of the best ticket's and of its cosine, 0 to 1.</param>
/// <param name="Said">How much the question says, the same for all tickets near it: the logarithm of how many words that no ticket has weigh as much.</param>
public readonly record struct SimilarTicket(IndexedTicket Ticket, float Similarity, float Share, float Said);

/// <summary>What the resolved tickets near a question say about the articles that solved them.</summary>
public static class Votes
{
    /// <summary>Tickets that vote.</summary>
    public const int Neighbours = 50;

    /// <summary>Adds to each candidate the votes of <paramref name="tickets"/>; articles that are not candidates yet are asked of <paramref name="add"/>. Returns the share of all votes, 0 to 1, of tickets that no article solved.</summary>
    public static float Cast(IReadOnlyList<SimilarTicket> tickets, Func<string, Candidate?> add)
    {
        int count = Math.Min(Neighbours, tickets.Count);
        float all = 0, unsolved = 0;
        for (int i = 0; i < count; i++)
        {
            var near = tickets[i];
            float vote = near.Share * near.Share;
            all += vote;
            unsolved += near.Ticket.Articles.Count == 0 ? vote : 0;
            foreach (string articleId in near.Ticket.Articles)
            {
                if (add(articleId) is { } candidate)
                {
                    candidate.Votes += vote;
                    candidate.NearestVote = Math.Max(candidate.NearestVote, near.Similarity);
                    candidate.Solved++;
                }
            }
        }

        return all == 0 ? 0 : unsolved / all;
    }
}
