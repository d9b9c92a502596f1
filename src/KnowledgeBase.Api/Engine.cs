using System.Runtime;
using KnowledgeBase.Answering;
using KnowledgeBase.Api.Settings;
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
public sealed partial class Engine : IDisposable
{
    /// <summary>Name of what the one leading node does.</summary>
    public const string Lead = "articles folder";

    private const int Many = 10_000; // articles and tickets

    private readonly System.Threading.Lock swapping = new();
    private readonly System.Threading.Lock leading = new();
    private readonly TimeProvider time;
    private readonly IndexFolder? indexes;
    private readonly string notKept;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RecentAnswers recent;
    private volatile Responder responder;
    private volatile ILogger? log;
    private string lastRefused = "";
    private Lease? lead;

    /// <summary>Opens the store and begins an empty index; <see cref="Start"/> fills it.</summary>
    public Engine(IOptions<KnowledgeBaseOptions> options, TimeProvider time)
    {
        this.time = time;
        Options = options.Value;
        ArticlesFolder = Options.ArticlesFolder();
        Store = KnowledgeStore.Open(Options.DataPath, time, Options.Database);
        Models = new LearnedModels(Store);
        Lessons = new Lessons(Store, Models, time);
        Edits = new ArticleEdits(Store, ArticlesFolder);
        Images = new ArticleImages(Store, ArticlesFolder);
        Visible = new Visible(Store);
        recent = new RecentAnswers(Store, Options.Answering.Remembered);
        indexes = IndexFolder.TryOpen(Options.IndexPath, out notKept);
        Other = Embedders.Open(Options.Embedding, time, Said);
        ITextEmbedding first = Other is not null && indexes?.Holds(Other) == true ? Other : StaticEmbedding.Default; // a start must not wait until all is placed
        responder = new Responder(Store, new LiveIndex(Store, first, indexes, Said), RankerOf(RankingModel.Shipped()));
    }

    /// <summary>The settings.</summary>
    public KnowledgeBaseOptions Options { get; }

    /// <summary>The articles folder, or null when there is none.</summary>
    public string? ArticlesFolder { get; }

    /// <summary>The store.</summary>
    public KnowledgeStore Store { get; }

    /// <summary>Changes people make to articles.</summary>
    public ArticleEdits Edits { get; }

    /// <summary>Images of articles.</summary>
    public ArticleImages Images { get; }

    /// <summary>What may be seen now.</summary>
    public Visible Visible { get; }

    /// <summary>What was learned, and which of it is in use.</summary>
    public LearnedModels Models { get; }

    /// <summary>Learns.</summary>
    public Lessons Lessons { get; }

    /// <summary>Answers questions.</summary>
    public Responder Responder => responder;

    /// <summary>The index.</summary>
    public KnowledgeIndex Index => responder.Index;

    /// <summary>True once the index holds what the store holds.</summary>
    public bool IsReady => ready.Task.IsCompleted;

    /// <summary>Completes once it does.</summary>
    public Task Ready => ready.Task;

    /// <summary>True once it has said that it is ready: it answers, and has answered itself.</summary>
    public bool IsAnnounced { get; private set; }

    /// <summary>How many changes of the store cannot be found yet.</summary>
    public long Lag => Math.Max(0, Store.LastSequence() - responder.Sequence);

    /// <summary>What the articles folder refuses, a line each; empty when nothing.</summary>
    public string Refused => lastRefused;

    /// <summary>True once what the tickets teach is live, or proved no better.</summary>
    public bool HasLearned => Lessons.HasLearned;

    /// <summary>Name of the ranking model in use.</summary>
    public string ModelVersion => responder.Model.Version;

    /// <summary>Takes in the folder and the sample tickets where this node leads, builds the index, and is ready.</summary>
    public void Start(ILogger log, CancellationToken cancel)
    {
        this.log = log;
        GCSettings.LatencyMode = GCLatencyMode.Batch; // nobody waits yet: to collect beside the work costs a start a tenth more
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

        if (Index.ArticleCount + Index.TicketCount >= Many)
        {
            Memory.GiveBack(); // loading leaves as much again; later somebody would wait for this
        }

        GCSettings.LatencyMode = GCLatencyMode.Interactive;
        ready.TrySetResult();
    }

    /// <inheritdoc cref="Answering.Responder.Respond" />
    public Response Respond(string text, Viewer viewer, int count, IReadOnlyCollection<string>? without = null) => recent.Of(responder, text, viewer, count, without);

    /// <summary>Says that it is ready.</summary>
    public void Announce(ILogger log)
    {
        IsAnnounced = true;
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

    /// <summary>Has on disk what can be found, so that the next start need not make it again.</summary>
    public void Commit() => responder.Live.Commit();

    private void Said(string line) => log?.LogWarning("{Line}", line);

    private Ranker RankerOf(RankingModel model) => new(model, Options.Answering.TargetPrecision);

    /// <inheritdoc />
    public void Dispose()
    {
        lead?.Dispose();
        responder.Live.Commit(last: true);
        responder.Dispose();
        Other?.Dispose();
        indexes?.Dispose();
        Store.Dispose();
    }
}
