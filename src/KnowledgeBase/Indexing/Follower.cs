using System.Diagnostics;
using KnowledgeBase.Articles;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Indexing;

/// <summary>Keeps an index equal to the store by applying the log of changes in order.</summary>
public sealed class Follower
{
    private const int Batch = 1_000; // articles, tickets or changes read at once
    private const int RefreshEach = 20; // batches of a long way behind

    private static readonly ActivitySource Spans = new("KnowledgeBase.Indexing");

    private readonly HashSet<Change> wordless = [];
    private readonly KnowledgeStore store;
    private readonly KnowledgeIndex index;

    /// <summary>Has <paramref name="index"/> follow <paramref name="store"/>; it holds what was up to change <paramref name="position"/> already.</summary>
    public Follower(KnowledgeStore store, KnowledgeIndex index, long position = 0)
    {
        (this.store, this.index) = (store, index);
        index.Sequence = position;
    }

    /// <summary>Number of the last change that can be found.</summary>
    public long Sequence => index.Sequence;

    /// <summary>Builds the index from the store as it is now; what changes meanwhile is for <see cref="CatchUp"/>. <paramref name="progress"/> hears how many articles and tickets are in.</summary>
    public void Build(Action<int>? progress = null, CancellationToken cancel = default)
    {
        long last = store.LastSequence();
        int taken = 0;
        for (long key = 0; store.ArticlesAfter(key, Batch) is { Count: > 0 } articles; key = articles[^1].Key)
        {
            Put(articles, cancel);
            progress?.Invoke(taken += articles.Count);
        }

        for (long key = 0; store.TicketsAfter(key, Batch) is { Count: > 0 } tickets; key = tickets[^1].Key)
        {
            Put(tickets, cancel);
            progress?.Invoke(taken += tickets.Count);
        }

        Found(last);
    }

    /// <summary>Applies what has changed since; returns true when an article was among it.</summary>
    public bool CatchUp(CancellationToken cancel = default)
    {
        bool articles = false;
        long seen = Sequence;
        for (int batch = 1; store.Changes(seen, Batch) is { Count: > 0 } changes; batch++)
        {
            articles |= Apply(changes, cancel);
            seen = changes[^1].Sequence;
            if (changes.Count < Batch || batch % RefreshEach == 0)
            {
                Found(seen);
            }
        }

        if (seen > Sequence)
        {
            Found(seen);
        }

        return articles;
    }

    /// <summary>Catches up and, when articles have changed, places them.</summary>
    public void Follow(CancellationToken cancel = default)
    {
        if (CatchUp(cancel))
        {
            index.Place(cancel);
        }
    }

    /// <summary>Places up to <paramref name="most"/> of the articles and tickets that could not be placed when they came in; returns how many still wait.</summary>
    public int PlaceMissing(int most, CancellationToken cancel = default)
    {
        var missing = Missing().Take(most).ToList();
        if (missing.Count > 0)
        {
            Apply(missing, cancel);
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

    private void Found(long upTo)
    {
        index.Refresh();
        index.Sequence = upTo;
    }

    // What changed several times is taken as it is now.
    private bool Apply(IReadOnlyList<Change> changes, CancellationToken cancel)
    {
        using var span = Spans.StartActivity("index changes")?.SetTag("kb.changes", changes.Count).SetTag("kb.sequence", changes[^1].Sequence);
        var articles = changes.Where(c => c.Kind == "article").Select(c => c.Key).ToHashSet();
        var tickets = changes.Where(c => c.Kind != "article").Select(c => c.Key).ToHashSet();
        var storedArticles = store.Articles(articles);
        var storedTickets = store.Tickets(tickets);
        foreach (long gone in articles.Except(storedArticles.Select(a => a.Key)))
        {
            index.DeleteArticle(gone);
        }

        foreach (long gone in tickets.Except(storedTickets.Select(t => t.Key)))
        {
            index.DeleteTicket(gone);
        }

        Put(storedArticles, cancel);
        Put(storedTickets, cancel);
        return articles.Count > 0;
    }

    // Analyzed side by side, put in order.
    private void Put(IReadOnlyList<StoredArticle> articles, CancellationToken cancel)
    {
        foreach (var article in articles.AsParallel().AsOrdered().WithCancellation(cancel).Select(s =>
            ArticleDocuments.Of(s.Key, s.Article, ArticleContent.Of(s.Article.Body), index.TermIds, index.Embedding)))
        {
            index.Put(article);
        }
    }

    private void Put(IReadOnlyList<StoredTicket> tickets, CancellationToken cancel)
    {
        // Any other embedding than the static one takes its time for each call, whatever is in it.
        var vectors = index.Embedding is StaticEmbedding ? null : index.Embedding.Encode([.. tickets.Select(t => TicketText.Question(t.Ticket))]) ?? [.. tickets.Select(_ => new float[index.Embedding.Dimensions])];
        foreach (var ticket in tickets.AsParallel().AsOrdered().WithCancellation(cancel).Select((s, i) =>
            TicketDocument.Of(s.Key, s.Ticket, TicketText.Question(s.Ticket), index.Embedding, vectors?[i])))
        {
            index.Put(ticket);
        }
    }
}
