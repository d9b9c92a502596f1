using KnowledgeBase.Answering;
using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Intake;
using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api;

/// <summary>The parts of the engine, put together once for a process.</summary>
public sealed class Engine : IDisposable
{
    /// <summary>Name of what the one leading node does.</summary>
    public const string Lead = "articles folder";

    private readonly System.Threading.Lock swapping = new();
    private readonly System.Threading.Lock leading = new();
    private readonly System.Threading.Lock adopting = new();
    private readonly TimeProvider time;
    private readonly LearnedModels models;
    private readonly IndexFolder? indexes;
    private readonly string notKept;
    private volatile Responder responder;
    private volatile bool ready;
    private volatile bool hasLearned;
    private volatile ILogger? log;
    private string lastRefused = "";
    private Lease? lead;
    private long model; // number of the one in use; 0 for the shipped one

    /// <summary>Opens the store and begins an empty index; <see cref="Start"/> fills it.</summary>
    public Engine(IOptions<KnowledgeBaseOptions> options, TimeProvider time)
    {
        this.time = time;
        Options = options.Value;
        ArticlesFolder = Options.ArticlesFolder();
        Store = KnowledgeStore.Open(Options.DataPath, time, Options.Database);
        models = new LearnedModels(Store);
        Edits = new ArticleEdits(Store, ArticlesFolder);
        Visible = new Visible(Store);
        indexes = IndexFolder.TryOpen(Options.IndexPath, out notKept);
        responder = new Responder(Store, new LiveIndex(Store, StaticEmbedding.Default, indexes, Said), RankerOf(RankingModel.Shipped()));
    }

    /// <summary>The settings.</summary>
    public KnowledgeBaseOptions Options { get; }

    /// <summary>The articles folder, or null when there is none.</summary>
    public string? ArticlesFolder { get; }

    /// <summary>The store.</summary>
    public KnowledgeStore Store { get; }

    /// <summary>Changes people make to articles.</summary>
    public ArticleEdits Edits { get; }

    /// <summary>What may be seen now.</summary>
    public Visible Visible { get; }

    /// <summary>Answers questions.</summary>
    public Responder Responder => responder;

    /// <summary>The index.</summary>
    public KnowledgeIndex Index => responder.Index;

    /// <summary>True once the index holds what the store holds.</summary>
    public bool IsReady => ready;

    /// <summary>How many changes of the store cannot be found yet.</summary>
    public long Lag => Math.Max(0, Store.LastSequence() - responder.Sequence);

    /// <summary>What the long work that runs now said last; empty when none runs.</summary>
    public string Work { get; private set; } = "";

    /// <summary>What the articles folder refuses, a line each; empty when nothing.</summary>
    public string Refused => lastRefused;

    /// <summary>True once what the tickets teach is live, or proved no better.</summary>
    public bool HasLearned => hasLearned;

    /// <summary>Name of the ranking model in use.</summary>
    public string ModelVersion => responder.Model.Version;

    /// <summary>Takes in the folder and the sample tickets where this node leads, builds the index, and is ready.</summary>
    public void Start(ILogger log, CancellationToken cancel)
    {
        this.log = log;
        if (indexes is null)
        {
            Said(notKept + " The index is kept in memory only, so the next start takes longer.");
        }

        SyncFolder(log, cancel);
        string samples = Path.Combine(AppContext.BaseDirectory, "Samples", "tickets.jsonl");
        if (Leads() && Options.SampleTickets && File.Exists(samples) && !Store.HasTickets())
        {
            // All or none: a start that ends here half-way must not leave some for ever.
            log.LogInformation("Sample tickets: {Report}", TicketImport.Run(Store, samples, batchSize: int.MaxValue, cancel: cancel));
        }

        Adopt(log, cancel);
        responder.CatchUp(cancel);
        responder.Live.Tidy();
        foreach (string warmUp in (ReadOnlySpan<string>)["how do I publish a package", "E404 not found", "lost phone"])
        {
            Responder.Respond(warmUp, Viewer.Agent, 5); // the first question must not pay for the JIT
        }

        ready = true;
        log.LogInformation("Ready: {Articles} articles, {Tickets} tickets", Index.ArticleCount, Index.TicketCount);
    }

    /// <summary>True on the one node that takes in its articles folder and learns; another takes over when it dies.</summary>
    public bool Leads()
    {
        lock (leading)
        {
            if (lead is { IsHeld: true })
            {
                return true;
            }

            lead?.Dispose();
            lead = Store.TryLease(Lead);
            return lead is not null;
        }
    }

    /// <summary>Takes in what changed in the articles folder and says what was refused, where this node leads.</summary>
    public void SyncFolder(ILogger log, CancellationToken cancel)
    {
        if (ArticlesFolder is null || !Leads())
        {
            return;
        }

        var report = Edits.SyncFolder(cancel);
        string refused = string.Join('\n', report.Refusals);
        if (report.Added + report.Updated + report.Removed == 0 && refused == lastRefused)
        {
            return; // what is wrong is said once, not at every look
        }

        lastRefused = refused;
        log.LogInformation("Articles folder: {Report}", report);
        foreach (var refusal in report.Refusals)
        {
            log.LogWarning("Article refused: {Refusal}", refusal);
        }
    }

    /// <summary>Brings the index up to the store; called after a write, so that who wrote finds it.</summary>
    public void CatchUp(CancellationToken cancel = default)
    {
        lock (swapping)
        {
            responder.CatchUp(cancel);
        }
    }

    /// <summary>Waits until change <paramref name="sequence"/> can be found here; false when it still cannot after <paramref name="atMost"/>.</summary>
    public async Task<bool> HasSeen(long sequence, TimeSpan atMost, CancellationToken cancel)
    {
        for (long began = time.GetTimestamp(); responder.Sequence < sequence; await Task.Delay(TimeSpan.FromMilliseconds(10), time, cancel))
        {
            if (time.GetElapsedTime(began) > atMost)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Learns the customer's language and from the resolved tickets, beside the live index, and goes live on all nodes with what proved better on what it had not seen. False on a node that does not lead: it uses what the leading one learns.</summary>
    public bool Learn(ILogger log, CancellationToken cancel)
    {
        if (!Leads())
        {
            hasLearned = true;
            return false;
        }

        Work = "…";
        try
        {
            LearnAndPublish(log, cancel);
            return true;
        }
        finally
        {
            Work = "";
        }
    }

    private void LearnAndPublish(ILogger log, CancellationToken cancel)
    {
        void Say(string line)
        {
            Work = line;
            log.LogInformation("Learning: {Line}", line);
        }

        var articles = Store.Articles().Where(a => a.Article.State == ArticleState.Published).Select(a => new DatasetArticle(a.Article, ArticleContent.Of(a.Article.Body))).ToList();
        var tickets = Replay.InTime(Store.Tickets().Select(t => t.Ticket));
        var learned = Adaptation.Learn(articles, tickets, RankingModel.Shipped(), time, Say, cancel);
        if (models.Publish(learned))
        {
            Adopt(log, cancel);
            Say("live");
        }

        hasLearned = true;
    }

    /// <summary>Goes over to what this or another node has learned since.</summary>
    public void Adopt(ILogger log, CancellationToken cancel)
    {
        lock (adopting)
        {
            if (models.Newest(after: model) is not { } newest)
            {
                return;
            }

            // Only another embedding needs another index.
            var before = responder.Live;
            var live = before.Embedding.Id == newest.Learned.Embedding.Id ? before : new LiveIndex(Store, newest.Learned.Embedding, indexes, Said);
            var next = new Responder(Store, live, RankerOf(newest.Learned.Model));
            next.CatchUp(cancel);
            lock (swapping)
            {
                next.CatchUp(cancel); // what was written meanwhile
                responder = next;
            }

            if (live != before)
            {
                before.Dispose(); // requests may still search it
                live.Tidy();
            }

            model = newest.Id;
            log.LogInformation("Model {Id}, {Version}, is live", model, ModelVersion);
        }
    }

    /// <summary>Has on disk what can be found, so that the next start need not make it again.</summary>
    public void Commit() => responder.Live.Commit();

    private void Said(string line) => log?.LogWarning("{Line}", line);

    private Ranker RankerOf(RankingModel model) => new(model, Options.Answering.TargetPrecision);

    /// <inheritdoc />
    public void Dispose()
    {
        lead?.Dispose();
        Commit();
        responder.Dispose();
        indexes?.Dispose();
        Store.Dispose();
    }
}
