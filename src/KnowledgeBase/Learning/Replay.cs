using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Tickets;
using Lucene.Net.Store;

namespace KnowledgeBase.Learning;

/// <summary>A corpus held in memory to learn from or measure on, apart from the live index.</summary>
public sealed class Replay : IDisposable
{
    private Replay(KnowledgeIndex index, Retriever retriever, IReadOnlyList<Ticket> tickets)
    {
        Index = index;
        Retriever = retriever;
        Tickets = tickets;
    }

    /// <summary>The index.</summary>
    public KnowledgeIndex Index { get; }

    /// <summary>Finds candidates in it.</summary>
    public Retriever Retriever { get; }

    /// <summary>The tickets in it, oldest first.</summary>
    public IReadOnlyList<Ticket> Tickets { get; }

    /// <summary>Indexes articles and tickets, placed by <paramref name="embedding"/>.</summary>
    public static Replay Of(IEnumerable<DatasetArticle> articles, IEnumerable<Ticket> tickets, StaticEmbedding embedding)
    {
        var index = new KnowledgeIndex(new RAMDirectory(), embedding);
        long key = 0;
        foreach (var (article, content) in articles)
        {
            index.Put(ArticleDocuments.Of(++key, article with { State = ArticleState.Published }, content, index.TermIds));
        }

        var ordered = InTime(tickets);
        foreach (var ticket in ordered)
        {
            index.Put(TicketDocument.Of(++key, ticket, TicketText.Question(ticket), embedding));
        }

        index.Refresh();
        return new Replay(index, new Retriever(index) { Latent = LatentView.Learn(index.Articles.Values), Semantic = SemanticView.Learn(index.Articles.Values, embedding) }, ordered);
    }

    /// <summary><paramref name="tickets"/>, oldest first.</summary>
    public static IReadOnlyList<Ticket> InTime(IEnumerable<Ticket> tickets) => [.. tickets.OrderBy(t => t.Created).ThenBy(t => t.Id, StringComparer.Ordinal)];

    /// <summary>Rows from the tickets as questions: each sees only the votes of those before it.</summary>
    public IEnumerable<Judgment> Rows(int firstGroup, float weight = 1, int skip = 0, int every = 1)
    {
        var source = new JudgmentSource(Retriever);
        var solved = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < Tickets.Count; i++)
        {
            var ticket = Tickets[i];
            if (i >= skip && (i - skip) % every == 0)
            {
                var past = new Past(i, id => solved.GetValueOrDefault(id));
                foreach (var row in source.Rows(firstGroup + i, TicketText.Question(ticket), ticket.Articles, t => t.Id != ticket.Id && t.Created <= ticket.Created, past, weight))
                {
                    yield return row;
                }
            }

            foreach (string id in ticket.Articles)
            {
                solved[id] = solved.GetValueOrDefault(id) + 1;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => Index.Dispose();
}
