using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using KnowledgeBase.Articles;
using KnowledgeBase.Semantics;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Directory = Lucene.Net.Store.Directory;

namespace KnowledgeBase.Indexing;

/// <summary>
/// The searchable copy of the store: Lucene keeps the documents and their postings, a journal what else was made of the texts; both are searched in memory, never on disk.
/// Writes come from one thread; reads from any.
/// </summary>
public sealed class KnowledgeIndex : IDisposable
{
    private readonly Directory directory;
    private readonly IndexWriter writer;
    private readonly IndexContent content;
    private readonly ContentJournal? journal; // null: not kept
    private readonly ConditionalWeakTable<object, Postings.Segment> segments = [];
    private readonly List<IndexedArticle> put = [];
    private DirectoryReader reader;
    private volatile Postings postings;
    private volatile WordList words;
    private volatile TitleIndex[] titles = [];
    private long sequence;
    private long turn;

    /// <summary>Begins an empty index in <paramref name="directory"/> that is not kept; tickets and articles are placed by <paramref name="embedding"/>.</summary>
    public KnowledgeIndex(Directory directory, ITextEmbedding embedding)
        : this(directory, new IndexContent(embedding), null)
    {
    }

    private KnowledgeIndex(Directory directory, IndexContent content, ContentJournal? journal, WordList? words = null)
    {
        this.directory = directory;
        this.content = content;
        this.journal = journal;
        writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer())
        {
            Similarity = new FieldLengths(),
            OpenMode = OpenMode.CREATE_OR_APPEND,
            RAMBufferSizeMB = 32,
        });
        reader = DirectoryReader.Open(writer, applyAllDeletes: true);
        postings = Postings.Of(reader, segments, TermIds, content.Articles, content.Tickets);
        this.words = words ?? WordList.Of(reader);
    }

    /// <summary>Begins an empty index in <paramref name="folder"/>, which must not hold one.</summary>
    internal static KnowledgeIndex Create(string folder, ITextEmbedding embedding)
    {
        var content = new IndexContent(embedding);
        return new(OpenDirectory(folder), content, ContentJournal.Create(folder, content));
    }

    /// <summary>Loads the index in <paramref name="folder"/>, as it was last committed, if <paramref name="fits"/>; else null. Throws when it is damaged.</summary>
    internal static (KnowledgeIndex Index, IndexCommit Commit)? Load(string folder, ITextEmbedding embedding, Func<IndexCommit, bool> fits, CancellationToken cancel)
    {
        var directory = OpenDirectory(folder);
        ContentJournal? journal = null;
        try
        {
            using var committed = DirectoryReader.Open(directory);
            var commit = IndexCommit.Of(committed.IndexCommit.UserData);
            if (!fits(commit))
            {
                directory.Dispose();
                return null;
            }

            var content = new IndexContent(embedding);
            WordList? words = null;
            SideBySide(
                () => journal = ContentJournal.Open(folder, commit, content, cancel),
                () =>
                {
                    CheckIntegrity(committed);
                    words = WordList.Of(committed);
                });
            KnowledgeIndex? index = null;
            TitleIndex? titles = null;
            SideBySide(
                () => index = new KnowledgeIndex(directory, content, journal, words),
                () =>
                {
                    content.Centre();
                    content.Refresh();
                    content.Place(cancel);
                },
                () => titles = TitleIndex.Of(content.Articles.Values));
            index!.titles = [titles!];
            return (index, commit);
        }
        catch
        {
            journal?.Dispose();
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Number of the last change of the store that can be found; who reads it before a search finds what that change left, or what came later.</summary>
    public long Sequence
    {
        get => Interlocked.Read(ref sequence);
        internal set
        {
            Interlocked.Exchange(ref sequence, value);
            Interlocked.Increment(ref turn);
        }
    }

    /// <summary>Another number after each change to what is found.</summary>
    public long Turn => Interlocked.Read(ref turn);

    /// <summary>Places articles, tickets and questions.</summary>
    public ITextEmbedding Embedding => content.Embedding;

    /// <summary>The words of all articles and tickets, as they were at the last <see cref="Refresh"/>.</summary>
    public Postings Postings => postings;

    /// <summary>Titles to complete to, the older in larger parts; some may be of articles that are gone.</summary>
    public IReadOnlyList<TitleIndex> Titles => titles;

    /// <summary>Whether <paramref name="article"/> is there, in this form.</summary>
    public bool Holds(IndexedArticle article) => content.IsHere(article);

    /// <summary>The articles in their own latent space, as they were at the last <see cref="Place"/>.</summary>
    public LatentView Latent => content.Latent;

    /// <summary>The articles in the trained embedding.</summary>
    public SemanticView Semantic => content.Semantic;

    /// <summary>The tickets in the trained embedding.</summary>
    internal TicketView TicketVectors => content.TicketVectors;

    /// <summary>True when the files and the numbered terms may still hold words of a ticket that is gone: what only marks it as deleted keeps them.</summary>
    internal bool HoldsErased { get; private set; }

    /// <summary>Words to mend misspelt ones with.</summary>
    public WordList Words => words;

    /// <summary>Numbers of terms in the articles and tickets held here.</summary>
    public TermIds TermIds => content.TermIds;

    /// <summary>How many articles there are.</summary>
    public int ArticleCount => content.ArticleCount;

    /// <summary>How many tickets there are.</summary>
    public int TicketCount => content.TicketCount;

    /// <summary>Articles by key.</summary>
    public IReadOnlyDictionary<long, IndexedArticle> Articles => content.Articles;

    /// <summary>Tickets by key.</summary>
    public ConcurrentDictionary<long, IndexedTicket> Tickets => content.Tickets;

    /// <summary>The key of the article with this id, or null.</summary>
    public long? KeyOf(string articleId) => content.KeyOf(articleId);

    /// <summary>State and audience of the article with this slot.</summary>
    public (ArticleState State, Audience Audience) StandingOf(int slot) => content.StandingOf(slot);

    /// <summary>How many resolved tickets the article with this id solved.</summary>
    public int SolvedBy(string articleId) => content.SolvedBy(articleId);

    /// <summary>Inverse document frequency of a term over the titles.</summary>
    public float TitleIdf(int term) => content.TitleIdf(term);

    /// <summary>Adds or replaces an article.</summary>
    public void Put(ArticleDocuments documents)
    {
        writer.UpdateDocuments(new Term(IndexFields.Owner, ArticleDocuments.OwnerOf(documents.Article.Key)), documents.Documents);
        content.Put(documents.Article, documents.Vectors);
        put.Add(documents.Article);
        journal?.Record((r, to) => r.Write(to, documents.Article, documents.Vectors));
    }

    /// <summary>Adds or replaces a ticket.</summary>
    public void Put(TicketDocument document)
    {
        writer.UpdateDocument(new Term(IndexFields.Owner, TicketDocument.OwnerOf(document.Ticket.Key)), document.Document);
        content.Put(document.Ticket, document.Vector);
        journal?.Record((r, to) => r.Write(to, document.Ticket));
    }

    /// <summary>Takes an article out.</summary>
    public void DeleteArticle(long key)
    {
        writer.DeleteDocuments(new Term(IndexFields.Owner, ArticleDocuments.OwnerOf(key)));
        content.RemoveArticle(key);
        journal?.Record((r, to) => r.WriteArticleGone(to, key));
    }

    /// <summary>Takes a ticket out.</summary>
    public void DeleteTicket(long key)
    {
        writer.DeleteDocuments(new Term(IndexFields.Owner, TicketDocument.OwnerOf(key)));
        HoldsErased |= content.RemoveTicket(key);
        journal?.Record((r, to) => r.WriteTicketGone(to, key));
    }

    /// <summary>Makes what was put searchable.</summary>
    public void Refresh()
    {
        if (DirectoryReader.OpenIfChanged(reader, writer, applyAllDeletes: true) is { } changed)
        {
            reader.Dispose();
            reader = changed;
            postings = Postings.Of(reader, segments, TermIds, content.Articles, content.Tickets, postings);
            words = words.IsStale(reader) ? WordList.Of(reader) : words;
        }

        content.Refresh();
        if (put.Count > 0)
        {
            titles = WithTitles(titles, put);
            put.Clear();
        }

        Interlocked.Increment(ref turn);
    }

    /// <summary>Places the articles in their latent space.</summary>
    public void Place(CancellationToken cancel = default)
    {
        if (content.Place(cancel))
        {
            journal?.Record((r, to) => r.WriteLatent(to));
        }

        Interlocked.Increment(ref turn);
    }

    /// <summary>Makes one segment of all, without what was deleted.</summary>
    public void Merge()
    {
        writer.ForceMerge(1);
        Refresh();
    }

    /// <summary>Readies a commit of what is here now, which holds the store up to change <paramref name="sequence"/>; by the thread that writes.</summary>
    internal IndexCommit Prepare(long sequence, string mark) => journal!.Prepare(sequence, mark);

    /// <summary>Has what was prepared on the disk when it returns. Others may write meanwhile: what Lucene has too early comes again from the log of changes.</summary>
    internal void Commit(IndexCommit commit)
    {
        journal!.Sync();
        writer.SetCommitData(commit.Data);
        writer.Commit();
        journal.Tidy(commit);
    }

    /// <summary>Lets go of the files; what is in memory can still be searched.</summary>
    public void Dispose()
    {
        reader.Dispose();
        writer.Rollback(); // what was not committed comes again from the log of changes
        directory.Dispose();
        journal?.Dispose();
    }

    // Each part is more than twice as large as the next, so that there are few and a title is sorted in anew only now and then.
    private TitleIndex[] WithTitles(ReadOnlySpan<TitleIndex> parts, List<IndexedArticle> more)
    {
        while (parts is [.. var larger, var last] && last.Articles.Count <= 2 * more.Count)
        {
            more = [.. last.Articles, .. more];
            parts = larger;
        }

        return [.. parts, TitleIndex.Of(more.Where(content.IsHere))];
    }

    private static void CheckIntegrity(DirectoryReader reader)
    {
        foreach (var leaf in reader.Leaves)
        {
            leaf.AtomicReader.CheckIntegrity();
        }
    }

    private static void SideBySide(params Action[] parts)
    {
        try
        {
            Parallel.Invoke(parts);
        }
        catch (AggregateException faults)
        {
            ExceptionDispatchInfo.Throw(faults.InnerExceptions[0]);
        }
    }

    private static NRTCachingDirectory OpenDirectory(string folder) =>
        new(new SimpleFSDirectory(new DirectoryInfo(Path.Combine(folder, "lucene")), NoLockFactory.GetNoLockFactory()), 5, 32); // a save makes no file before the next commit
}
