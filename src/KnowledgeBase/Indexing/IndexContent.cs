using System.Collections.Concurrent;
using KnowledgeBase.Articles;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Indexing;

/// <summary>Articles and tickets as an index holds them in memory, with what is counted of them. One thread writes while others read.</summary>
internal sealed class IndexContent(ITextEmbedding embedding)
{
    private const int Small = 1_000; // articles; learned in about half a second
    private const int LearnAgain = 20;
    private const double MostGone = 1.25; // places held for each that is wanted
    private const int SpareTickets = 1_000; // and so many more of tickets

    private readonly ConcurrentDictionary<string, long> articleKeys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> solved = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, int> titleTerms = new();
    private volatile LatentView latent = LatentView.Empty;
    private volatile SemanticView semantic = new(embedding);
    private volatile TicketView tickets = new(embedding.Dimensions);
    private readonly List<IndexedArticle> unplaced = []; // in the latent space
    private byte[] standings = []; // of articles, by slot
    private int nextSlot;
    private int articleCount;
    private int ticketCount;
    private int placed;
    private int learnedFrom;

    public ITextEmbedding Embedding => embedding;

    public TermIds TermIds { get; } = new();

    public ConcurrentDictionary<long, IndexedArticle> Articles { get; } = new();

    public ConcurrentDictionary<long, IndexedTicket> Tickets { get; } = new();

    // The dictionaries' own counts lock all of them.
    public int ArticleCount => Volatile.Read(ref articleCount);

    public int TicketCount => Volatile.Read(ref ticketCount);

    public LatentView Latent => latent;

    /// <summary>Articles the latent space was learned from, and how many came or went since.</summary>
    public (int From, int Since) LatentAge => (learnedFrom, placed);

    /// <summary>Whether the latent space stays while the corpus changes.</summary>
    public bool IsLarge => learnedFrom > Small;

    public SemanticView Semantic => semantic;

    public TicketView TicketVectors => tickets;

    /// <summary>Whether <paramref name="article"/> is there, in this form.</summary>
    public bool IsHere(IndexedArticle article) => Articles.TryGetValue(article.Key, out var now) && now == article;

    public long? KeyOf(string articleId) => articleKeys.TryGetValue(articleId, out long key) ? key : null;

    public int SolvedBy(string articleId) => solved.GetValueOrDefault(articleId);

    /// <summary>How the article with this slot stands, without a look at it: every candidate is asked for that.</summary>
    public (ArticleState State, Audience Audience) StandingOf(int slot)
    {
        byte standing = Volatile.Read(ref standings)[slot];
        return ((ArticleState)(standing >> 1), (Audience)(standing & 1));
    }

    public float TitleIdf(int term) => Bm25.Idf(titleTerms.GetValueOrDefault(term), ArticleCount);

    /// <summary>Adds or replaces an article.</summary>
    public void Put(IndexedArticle article, ArticleVectors vectors)
    {
        RemoveArticle(article.Key);
        article.Slot = nextSlot++;
        if (article.Slot >= standings.Length)
        {
            var larger = standings;
            Array.Resize(ref larger, Math.Max(1024, article.Slot + (article.Slot / 2)));
            Volatile.Write(ref standings, larger);
        }

        standings[article.Slot] = (byte)(((int)article.State << 1) | (int)article.Audience);
        placed++;
        semantic.Add(article, vectors);
        unplaced.Add(article);
        Articles[article.Key] = article;
        articleKeys[article.Article.Id] = article.Key;
        CountTitle(article, 1);
    }

    /// <summary>Adds or replaces a ticket.</summary>
    public void Put(IndexedTicket ticket, ReadOnlySpan<sbyte> vector)
    {
        RemoveTicket(ticket.Key);
        tickets.Add(ticket, vector);
        Tickets[ticket.Key] = ticket;
        CountSolved(ticket, 1);
    }

    public void RemoveArticle(long key)
    {
        if (Articles.TryRemove(key, out var article))
        {
            placed++;
            semantic.Remove(article);
            latent.Remove(article);
            articleKeys.TryRemove(new KeyValuePair<string, long>(article.Article.Id, key));
            CountTitle(article, -1);
        }
    }

    /// <summary>True when it was there.</summary>
    public bool RemoveTicket(long key)
    {
        if (!Tickets.TryRemove(key, out var ticket))
        {
            return false;
        }

        tickets.Remove(ticket);
        CountSolved(ticket, -1);
        return true;
    }

    /// <summary>
    /// Places the articles in their latent space; true when it was learned anew from so many that it should be kept.
    /// A small corpus is learned again at each change, so that nodes with the same store say the same whatever they have been through.
    /// In a large one what has changed is placed where the corpus stood when it was last learned; one article in twenty new, and it is learned again.
    /// </summary>
    public bool Place(CancellationToken cancel)
    {
        if (IsLarge && placed * LearnAgain < learnedFrom)
        {
            latent.Put([.. unplaced.Where(a => IsHere(a) && !latent.IsPlaced(a))], cancel);
            unplaced.Clear();
            return false;
        }

        latent = LatentView.Learn(Articles.Values, cancel);
        unplaced.Clear();
        (placed, learnedFrom) = (0, ArticleCount);
        Centre();
        return IsLarge;
    }

    /// <summary>Takes over a space learned before; the articles that are not <see cref="Placed"/> in it are with the next <see cref="Place"/>.</summary>
    public void Learned(LatentSemantics model, int fromArticles, int placedSince)
    {
        latent = new LatentView(model);
        unplaced.Clear();
        unplaced.AddRange(Articles.Values);
        (placed, learnedFrom) = (placedSince, fromArticles);
    }

    /// <summary>Puts articles where they were in the latent space.</summary>
    public void Placed(IReadOnlyList<(long Key, ReadOnlyMemory<byte> Rows)> articles)
    {
        foreach (var (key, rows) in articles)
        {
            latent.Put(Articles[key], rows.Span);
        }
    }

    /// <summary>Has what was put be found.</summary>
    public void Refresh()
    {
        semantic.Refresh();
        if (tickets.Count > (MostGone * TicketCount) + SpareTickets)
        {
            tickets = tickets.Compacted();
        }

        tickets.Refresh();
    }

    /// <summary>Has the signs of the vectors tell most.</summary>
    public void Centre()
    {
        if (semantic.Count > MostGone * ArticleCount)
        {
            semantic = semantic.Compacted();
        }

        semantic.Centre();
    }

    private void CountTitle(IndexedArticle article, int by)
    {
        Volatile.Write(ref articleCount, articleCount + by);
        foreach (int term in article.Title.Distinct())
        {
            titleTerms.AddOrUpdate(term, by, (_, count) => count + by);
        }
    }

    private void CountSolved(IndexedTicket ticket, int by)
    {
        Volatile.Write(ref ticketCount, ticketCount + by);
        foreach (string id in ticket.Articles)
        {
            solved.AddOrUpdate(id, by, (_, count) => count + by);
        }
    }
}
