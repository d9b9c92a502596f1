using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KnowledgeBase.Semantics;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace KnowledgeBase.Indexing;

/// <summary>
/// The searchable copy of the store: Lucene keeps the documents and their postings, which are searched in memory; articles and tickets are there for ranking.
/// Writes come from one thread; reads from any.
/// </summary>
public sealed class KnowledgeIndex : IDisposable
{
    private const int MostRecent = 64; // looked through one by one
    private const int Small = 1_000; // articles; learned in about half a second
    private const int LearnAgain = 20;
    private const double MostGone = 1.25; // rows held for each that is wanted

    private readonly Lucene.Net.Store.Directory directory;
    private readonly IndexWriter writer;
    private readonly ConditionalWeakTable<object, Postings.Segment> segments = [];
    private readonly ConcurrentDictionary<long, IndexedArticle> articles = new();
    private readonly ConcurrentDictionary<long, IndexedTicket> tickets = new();
    private readonly ConcurrentDictionary<string, long> articleKeys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> solved = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, int> titleTerms = new();
    private DirectoryReader reader;
    private int nextSlot;
    private int articleCount;
    private int ticketCount;
    private volatile Postings postings;
    private volatile WordList words;
    private volatile TitleIndex titles = TitleIndex.Of([]);
    private volatile IndexedArticle[] recent = [];
    private volatile LatentView latent = LatentView.Empty;
    private volatile SemanticView semantic;
    private int placed;
    private int learnedFrom;
    private readonly List<IndexedArticle> put = [];

    /// <summary>Opens the index in <paramref name="directory"/>, or begins an empty one; tickets and articles are placed by <paramref name="embedding"/>.</summary>
    public KnowledgeIndex(Lucene.Net.Store.Directory directory, StaticEmbedding embedding)
    {
        this.directory = directory;
        Embedding = embedding;
        semantic = new SemanticView(embedding);
        var config = new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer())
        {
            Similarity = new FieldLengths(),
            OpenMode = OpenMode.CREATE_OR_APPEND,
            RAMBufferSizeMB = 64,
        };
        writer = new IndexWriter(directory, config);
        reader = DirectoryReader.Open(writer, applyAllDeletes: true);
        postings = Postings.Of(reader, segments, TermIds, articles, tickets);
        words = WordList.Of(reader);
    }

    /// <summary>Places articles, tickets and questions.</summary>
    public StaticEmbedding Embedding { get; }

    /// <summary>The words of all articles and tickets, as they were at the last <see cref="Refresh"/>.</summary>
    public Postings Postings => postings;

    /// <summary>Titles to complete to, but for those of <see cref="Recent"/>; some may be of articles that are gone.</summary>
    public TitleIndex Titles => titles;

    /// <summary>Articles put since <see cref="Titles"/> was made; some may be gone.</summary>
    public IReadOnlyList<IndexedArticle> Recent => recent;

    /// <summary>Whether <paramref name="article"/> is there, in this form.</summary>
    public bool Holds(IndexedArticle article) => articles.TryGetValue(article.Key, out var now) && now == article;

    /// <summary>The articles in their own latent space, as they were at the last <see cref="Place"/>.</summary>
    public LatentView Latent => latent;

    /// <summary>The articles in the trained embedding.</summary>
    public SemanticView Semantic => semantic;

    /// <summary>Words to mend misspelt ones with.</summary>
    public WordList Words => words;

    /// <summary>Numbers of terms in the articles and tickets held here.</summary>
    public TermIds TermIds { get; } = new();

    /// <summary>How many articles there are; the dictionary's own count locks all of it.</summary>
    public int ArticleCount => Volatile.Read(ref articleCount);

    /// <summary>How many tickets there are.</summary>
    public int TicketCount => Volatile.Read(ref ticketCount);

    /// <summary>Articles by key.</summary>
    public IReadOnlyDictionary<long, IndexedArticle> Articles => articles;

    /// <summary>Tickets by key.</summary>
    public ConcurrentDictionary<long, IndexedTicket> Tickets => tickets;

    /// <summary>The key of the article with this id, or null.</summary>
    public long? KeyOf(string articleId) => articleKeys.TryGetValue(articleId, out long key) ? key : null;

    /// <summary>How many resolved tickets the article with this id solved.</summary>
    public int SolvedBy(string articleId) => solved.GetValueOrDefault(articleId);

    /// <summary>Inverse document frequency of a term over the titles.</summary>
    public float TitleIdf(int term) => Bm25.Idf(titleTerms.GetValueOrDefault(term), ArticleCount);

    /// <summary>Adds or replaces an article.</summary>
    public void Put(ArticleDocuments documents)
    {
        var article = documents.Article;
        article.Slot = nextSlot++;
        placed++;
        writer.UpdateDocuments(new Term(IndexFields.Owner, ArticleDocuments.OwnerOf(article.Key)), documents.Documents);
        Forget(article.Key);
        articles[article.Key] = article;
        semantic.Add(article, documents.Vectors);
        put.Add(article);
        articleKeys[article.Article.Id] = article.Key;
        CountTitle(article, 1);
    }

    /// <summary>Adds or replaces a ticket.</summary>
    public void Put(TicketDocument document)
    {
        writer.UpdateDocument(new Term(IndexFields.Owner, TicketDocument.OwnerOf(document.Ticket.Key)), document.Document);
        ForgetTicket(document.Ticket.Key);
        tickets[document.Ticket.Key] = document.Ticket;
        CountSolved(document.Ticket, 1);
    }

    /// <summary>Takes an article out.</summary>
    public void DeleteArticle(long key)
    {
        writer.DeleteDocuments(new Term(IndexFields.Owner, ArticleDocuments.OwnerOf(key)));
        Forget(key);
    }

    /// <summary>Takes a ticket out.</summary>
    public void DeleteTicket(long key)
    {
        writer.DeleteDocuments(new Term(IndexFields.Owner, TicketDocument.OwnerOf(key)));
        ForgetTicket(key);
    }

    /// <summary>Makes what was put searchable.</summary>
    public void Refresh()
    {
        if (DirectoryReader.OpenIfChanged(reader, writer, applyAllDeletes: true) is { } changed)
        {
            reader.Dispose();
            reader = changed;
            postings = Postings.Of(reader, segments, TermIds, articles, tickets);
            words = words.IsStale(reader) ? WordList.Of(reader) : words;
        }

        if (put.Count > MostRecent + (titles.Count / 64))
        {
            titles = TitleIndex.Of(articles.Values);
            put.Clear();
        }

        recent = [.. put];
    }

    /// <summary>
    /// Places the articles in their latent space. A small corpus is learned again at each change, so that nodes with the same store say the same whatever they have been through.
    /// In a large one what has changed is placed where the corpus stood when it was last learned; one article in twenty new, and it is learned again.
    /// </summary>
    public void Place(CancellationToken cancel = default)
    {
        if (learnedFrom > Small && placed * LearnAgain < learnedFrom)
        {
            latent.Follow(articles, cancel);
        }
        else
        {
            (placed, learnedFrom) = (0, ArticleCount);
            latent = LatentView.Learn(articles.Values, cancel);
            if (semantic.Count > MostGone * ArticleCount)
            {
                semantic = semantic.Compacted();
            }

            semantic.Centre();
        }
    }

    /// <summary>Makes one segment of all, without what was deleted.</summary>
    public void Merge()
    {
        writer.ForceMerge(1);
        Refresh();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        reader.Dispose();
        writer.Dispose();
        directory.Dispose();
    }

    private void Forget(long key)
    {
        if (articles.TryRemove(key, out var article))
        {
            placed++;
            semantic.Remove(article);
            articleKeys.TryRemove(new KeyValuePair<string, long>(article.Article.Id, key));
            CountTitle(article, -1);
        }
    }

    private void ForgetTicket(long key)
    {
        if (tickets.TryRemove(key, out var ticket))
        {
            CountSolved(ticket, -1);
        }
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
