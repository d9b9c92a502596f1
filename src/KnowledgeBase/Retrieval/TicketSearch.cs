using KnowledgeBase.Indexing;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Retrieval;

/// <summary>Finds the resolved tickets that are like a question: nearness is the mean of what their words and their vectors say.</summary>
internal static class TicketSearch
{
    private const int Depth = 100;
    private const float MinCosine = 0.3f;
    private const float LeastSaid = 0.05f; // words that no ticket has

    /// <summary>The tickets nearest to a question with these <paramref name="terms"/> and this <paramref name="vector"/> (times <paramref name="scale"/>) that <paramref name="votes"/> lets, best first.</summary>
    public static List<SimilarTicket> Nearest(KnowledgeIndex index, FieldView<IndexedTicket> field, WeightedTerm[] terms, ReadOnlySpan<sbyte> vector, float scale, Func<IndexedTicket, bool>? votes)
    {
        var words = new Dictionary<long, (IndexedTicket Ticket, float Score)>();
        float best = 1e-6f, mass = 1e-6f;
        var hits = new Hit<IndexedTicket>[Depth];
        foreach (var hit in hits.AsSpan(0, field.Search(terms, hits)))
        {
            if (index.Tickets.TryGetValue(hit.Owner.Key, out var ticket) && (votes is null || votes(ticket)))
            {
                words[hit.Owner.Key] = (ticket, hit.Score);
                best = Math.Max(best, hit.Score);
            }
        }

        int documents = Math.Max(1, index.TicketCount);
        foreach (var term in terms)
        {
            mass += term.Weight * Bm25.Ceiling * Bm25.Idf(field.DocumentFrequency(term.Id), documents);
        }

        float said = MathF.Log(Math.Max(LeastSaid, mass / (Bm25.Ceiling * Bm25.Idf(0, documents))));

        // Whoever shares no word stands where its cosine puts it, so that the nearest are enough beside those that do.
        var similar = new List<SimilarTicket>();
        var near = new NearTicket[2 * Depth];
        foreach (var (ticket, cosine) in near.AsSpan(0, index.TicketVectors.Nearest(vector, scale, MinCosine, votes, near)))
        {
            words.Remove(ticket.Key, out var shared);
            similar.Add(Similar(ticket, shared.Score, cosine));
        }

        foreach (var (ticket, score) in words.Values)
        {
            similar.Add(Similar(ticket, score, Math.Max(0, index.TicketVectors.Cosine(ticket, vector, scale))));
        }

        similar.Sort(static (a, b) => a.Share != b.Share ? b.Share.CompareTo(a.Share) : string.CompareOrdinal(a.Ticket.Id, b.Ticket.Id));
        if (similar.Count > Depth)
        {
            similar.RemoveRange(Depth, similar.Count - Depth);
        }

        return similar;

        SimilarTicket Similar(IndexedTicket ticket, float score, float cosine) => new(ticket, (Math.Min(1, score / mass) + cosine) / 2, ((score / best) + cosine) / 2, said);
    }
}
