using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Text;
using KnowledgeBase.Tickets;
using Lucene.Net.Store;

namespace KnowledgeBase.Learning;

/// <summary>A corpus held in memory to learn from or measure on, apart from the live index.</summary>
public sealed class Replay : IDisposable
{
    private readonly IReadOnlyList<DatasetArticle> articles;

    private Replay(KnowledgeIndex index, Retriever retriever, IReadOnlyList<DatasetArticle> articles, IReadOnlyList<Ticket> tickets)
    {
        this.articles = articles;
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
        List<DatasetArticle> all = [.. articles];
        foreach (var documents in all.Select((a, i) => (Key: i + 1L, a.Article, a.Content)).ToList().AsParallel().AsOrdered()
            .Select(a => ArticleDocuments.Of(a.Key, a.Article with { State = ArticleState.Published }, a.Content, index.TermIds, embedding)))
        {
            index.Put(documents);
            key++;
        }

        var ordered = InTime(tickets);
        foreach (var ticket in ordered)
        {
            index.Put(TicketDocument.Of(++key, ticket, TicketText.Question(ticket), embedding));
        }

        index.Refresh();
        index.Place();
        return new Replay(index, new Retriever(index), all, ordered);
    }

    /// <summary><paramref name="tickets"/>, oldest first; those of one moment in a mixed order that never changes, so that a file sorted by subject does not teach some subjects and ask the others.</summary>
    public static IReadOnlyList<Ticket> InTime(IEnumerable<Ticket> tickets) =>
        [.. tickets.OrderBy(t => t.Created).ThenBy(t => StableHash.Of(t.Id)).ThenBy(t => t.Id, StringComparer.Ordinal)];

    /// <summary>
    /// Rows from the tickets as questions, each seeing only the votes of those before it. Groups are their numbers.
    /// The questions <paramref name="also"/> are asked in between, evenly spread, as the service would have seen them then; their groups follow.
    /// </summary>
    /// <param name="skip">How many of the oldest tickets are no questions.</param>
    /// <param name="every">Of the others every how many-th is one.</param>
    /// <param name="also">Further questions.</param>
    public IEnumerable<Judgment> Rows(int skip = 0, int every = 1, IReadOnlyList<Asked>? also = null)
    {
        var source = new JudgmentSource(Retriever);
        var lessons = Adaptation.Questions(articles, Tickets) < Adaptation.MinQuestions ? null : new QuestionLessons(articles, Tickets);
        var solved = new Dictionary<string, int>(StringComparer.Ordinal);
        int count = also?.Count ?? 0, asked = 0;
        for (int i = 0; i < Tickets.Count; i++)
        {
            var ticket = Tickets[i];
            int SolvedBy(string id) => solved.GetValueOrDefault(id);
            bool Known(IndexedTicket t) => t.Id != ticket.Id && t.Created <= ticket.Created;
            if (i >= skip && (i - skip) % every == 0)
            {
                foreach (var row in source.Rows(i, new Asked(TicketText.Question(ticket), ticket.Articles), Known, new Past(i, SolvedBy, lessons?.Before(i))))
                {
                    yield return row;
                }
            }

            for (; asked < count && skip + ((long)asked * (Tickets.Count - skip) / count) <= i; asked++)
            {
                foreach (var row in source.Rows(Tickets.Count + asked, also![asked], Known, new Past(i, SolvedBy, lessons?.Of(also[asked].Text, i))))
                {
                    yield return row;
                }
            }

            foreach (string id in ticket.Articles)
            {
                solved[id] = solved.GetValueOrDefault(id) + 1;
            }
        }

        for (; asked < count; asked++)
        {
            foreach (var row in source.Rows(Tickets.Count + asked, also![asked], null, new Past(Index.TicketCount, Index.SolvedBy, lessons?.Of(also[asked].Text, Tickets.Count))))
            {
                yield return row;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => Index.Dispose();
}
