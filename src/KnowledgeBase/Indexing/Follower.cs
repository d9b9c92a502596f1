using KnowledgeBase.Articles;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Indexing;

/// <summary>Keeps an index equal to the store by applying the log of changes in order.</summary>
/// <param name="store">What is followed.</param>
/// <param name="index">What follows.</param>
/// <param name="position">Number of the last change that <paramref name="index"/> holds already.</param>
public sealed class Follower(KnowledgeStore store, KnowledgeIndex index, long position = 0)
{
    private readonly HashSet<Change> wordless = [];
    private long sequence = position;

    /// <summary>The index.</summary>
    public KnowledgeIndex Index => index;

    /// <summary>Number of the last change that can be found.</summary>
    public long Sequence => Interlocked.Read(ref sequence);

    /// <summary>Builds the index from the store as it is now.</summary>
    public void Build(CancellationToken cancel = default)
    {
        long last = store.LastSequence();
        var tickets = Task.Run(() => store.Tickets().AsParallel().AsOrdered().WithCancellation(cancel).Select(Analyzed).ToList(), cancel); // while the articles go in
        foreach (var article in store.Articles().AsParallel().AsOrdered().WithCancellation(cancel).Select(Analyzed))
        {
            index.Put(article);
        }

        foreach (var ticket in tickets.GetAwaiter().GetResult())
        {
            cancel.ThrowIfCancellationRequested();
            index.Put(ticket);
        }

        index.Refresh();
        Interlocked.Exchange(ref sequence, last);
    }

    /// <summary>Applies what has changed since; returns true when an article was among it.</summary>
    public bool CatchUp(CancellationToken cancel = default)
    {
        bool articles = false;
        while (store.Changes(Sequence) is { Count: > 0 } changes)
        {
            foreach (var change in changes)
            {
                cancel.ThrowIfCancellationRequested();
                articles |= change.Kind == "article";
                Apply(change);
            }

            index.Refresh();
            Interlocked.Exchange(ref sequence, changes[^1].Sequence);
        }

        return articles;
    }

    /// <summary>Places up to <paramref name="most"/> of the articles and tickets that could not be placed when they came in; returns how many still wait.</summary>
    public int PlaceMissing(int most, CancellationToken cancel = default)
    {
        var missing = Missing().Take(most).ToList();
        foreach (var change in missing)
        {
            cancel.ThrowIfCancellationRequested();
            Apply(change);
        }

        if (missing.Count > 0)
        {
            index.Refresh();
            if (index.Embedding is GeneratedEmbedding { Fault: "" })
            {
                wordless.UnionWith(Missing().Intersect(missing)); // there is nothing to place in them
            }
        }

        return Missing().Count();
    }

    private IEnumerable<Change> Missing() =>
        index.Articles.Values.Where(a => !index.Semantic.IsPlaced(a)).Select(a => new Change(0, "article", a.Key, false))
            .Concat(index.Tickets.Values.Where(t => t.Scale == 0).Select(t => new Change(0, "ticket", t.Key, false)))
            .Where(c => !wordless.Contains(c));

    private void Apply(Change change)
    {
        if (change.Kind == "article")
        {
            if (store.GetArticle(change.Key) is { } article)
            {
                index.Put(Analyzed(article));
            }
            else
            {
                index.DeleteArticle(change.Key);
            }
        }
        else if (store.GetTicket(change.Key) is { } ticket)
        {
            index.Put(Analyzed(ticket));
        }
        else
        {
            index.DeleteTicket(change.Key);
        }
    }

    private ArticleDocuments Analyzed(StoredArticle stored) =>
        ArticleDocuments.Of(stored.Key, stored.Article, ArticleContent.Of(stored.Article.Body), index.TermIds, index.Embedding);

    private TicketDocument Analyzed(StoredTicket stored) =>
        TicketDocument.Of(stored.Key, stored.Ticket, TicketText.Question(stored.Ticket), index.Embedding);
}
