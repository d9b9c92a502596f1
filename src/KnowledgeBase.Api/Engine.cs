using KnowledgeBase.Answering;
using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Intake;
using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using Lucene.Net.Store;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api;

/// <summary>The parts of the engine, put together once for a process.</summary>
public sealed class Engine : IDisposable
{
    private readonly System.Threading.Lock following = new();
    private volatile Ranker ranker = new(RankingModel.Shipped());
    private volatile bool ready;

    /// <summary>Opens the store and begins an empty index; <see cref="Start"/> fills it.</summary>
    public Engine(IOptions<KnowledgeBaseOptions> options, TimeProvider time)
    {
        Options = options.Value;
        ArticlesFolder = Locate(Options.ArticlesPath);
        Store = KnowledgeStore.Open(Options.DataPath, time);
        Index = new KnowledgeIndex(new RAMDirectory());
        Retriever = new Retriever(Index);
        Follower = new Follower(Store, Index);
        Responder = new Responder(Store, Retriever, () => ranker, () => Follower.Sequence);
    }

    /// <summary>The settings.</summary>
    public KnowledgeBaseOptions Options { get; }

    /// <summary>The articles folder, or null when there is none.</summary>
    public string? ArticlesFolder { get; }

    /// <summary>The store.</summary>
    public KnowledgeStore Store { get; }

    /// <summary>The index.</summary>
    public KnowledgeIndex Index { get; }

    /// <summary>Finds candidates.</summary>
    public Retriever Retriever { get; }

    /// <summary>Keeps the index equal to the store.</summary>
    public Follower Follower { get; }

    /// <summary>Answers questions.</summary>
    public Responder Responder { get; }

    /// <summary>True once the index holds what the store holds.</summary>
    public bool IsReady => ready;

    /// <summary>Name of the ranking model in use.</summary>
    public string ModelVersion => ranker.Model.Version;

    /// <summary>Takes in the folder and the sample tickets, builds the index, and is ready.</summary>
    public void Start(ILogger log, CancellationToken cancel)
    {
        SyncFolder(log, cancel);
        string samples = Path.Combine(AppContext.BaseDirectory, "Samples", "tickets.jsonl");
        if (Options.SampleTickets && File.Exists(samples) && Store.Tickets().Count == 0)
        {
            log.LogInformation("Sample tickets: {Report}", TicketImport.Run(Store, samples, cancel: cancel));
        }

        Follower.Build(cancel);
        LearnSpaces(cancel);
        foreach (string warmUp in (ReadOnlySpan<string>)["how do I publish a package", "E404 not found", "lost phone"])
        {
            Responder.Respond(warmUp, Viewer.Agent, 5); // the first question must not pay for the JIT
        }

        ready = true;
        log.LogInformation("Ready: {Articles} articles, {Tickets} tickets", Index.Articles.Count, Index.Tickets.Count);
    }

    /// <summary>Takes in what changed in the articles folder and says what was refused.</summary>
    public void SyncFolder(ILogger log, CancellationToken cancel)
    {
        if (ArticlesFolder is null)
        {
            return;
        }

        var report = ArticleImport.Run(Store, ArticlesFolder, mirror: true, cancel);
        if (report.Added + report.Updated + report.Removed + report.Refusals.Count > 0)
        {
            log.LogInformation("Articles folder: {Report}", report);
        }

        foreach (var refusal in report.Refusals)
        {
            log.LogWarning("Article refused: {Refusal}", refusal);
        }
    }

    /// <summary>Brings the index up to the store; called after a write, so that who wrote finds it.</summary>
    public void CatchUp(CancellationToken cancel = default)
    {
        lock (following)
        {
            if (Follower.CatchUp(cancel))
            {
                LearnSpaces(cancel);
            }
        }
    }

    /// <summary>Learns from the resolved tickets and goes live with what it learned, if that ranks later tickets better than the shipped model.</summary>
    public void Learn(ILogger log, CancellationToken cancel)
    {
        var articles = Store.Articles().Where(a => a.Article.State == ArticleState.Published).Select(a => new DatasetArticle(a.Article, ArticleContent.Of(a.Article.Body)));
        using var replay = Replay.Of(articles, Store.Tickets().Select(t => t.Ticket));
        cancel.ThrowIfCancellationRequested();
        ranker = new Ranker(Adaptation.Learn(replay, RankingModel.Shipped(), line => log.LogInformation("Learning: {Line}", line)));
    }

    private void LearnSpaces(CancellationToken cancel)
    {
        Retriever.Latent = LatentView.Learn(Index.Articles.Values, cancel);
        Retriever.Semantic = SemanticView.Learn(Index.Articles.Values, StaticEmbedding.Default, cancel);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Index.Dispose();
        Store.Dispose();
    }

    // A relative folder is looked for where the service was started, then in the parents: `dotnet run --project …` starts in either.
    private static string? Locate(string path)
    {
        if (path.Length == 0)
        {
            return null;
        }

        for (string? at = System.IO.Directory.GetCurrentDirectory(); at is not null; at = Path.GetDirectoryName(at))
        {
            string candidate = Path.GetFullPath(path, at);
            if (System.IO.Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
