using KnowledgeBase.Answering;
using KnowledgeBase.Indexing;
using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Api;

// An embedding other than the one built in: gone over to beside the live index. It does not learn, and the shipped ranking goes with it.
public sealed partial class Engine
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);
    private static readonly string[] Probe = ["Does it answer?"];

    private volatile string placing = "";

    /// <summary>The embedding that is set instead of the one built in; null when none is.</summary>
    public GeneratedEmbedding? Other { get; }

    /// <summary>What there is to say of the embedding besides its name; empty while it serves.</summary>
    public string EmbeddingState => Other is null ? ""
        : Other.Fault.Length > 0 ? (IsByOther ? "does not answer, search goes by words: " : "is built in and stands in, the one that is set does not answer: ") + Other.Fault
        : placing;

    private bool IsByOther => responder.Live.Embedding == Other;

    /// <summary>Goes over to the embedding that is set once it has placed everything; after that it places what it could not when it came in.</summary>
    internal void PlaceByOther(ILogger log, CancellationToken cancel)
    {
        if (Other!.Encode(Probe) is null)
        {
            return; // it has said so itself
        }

        if (IsByOther)
        {
            while (Other.Fault.Length == 0 && responder.Live.PlaceMissing(cancel) > 0)
            {
            }

            return;
        }

        placing = $"is built in and stands in while {Other.Id} places articles and tickets";
        var before = responder.Live;
        var live = new LiveIndex(Store, Other, indexes, Said);
        try
        {
            live.CatchUp(cancel);
            while (live.PlaceMissing(cancel) > 0)
            {
                if (Other.Fault.Length > 0)
                {
                    cancel.WaitHandle.WaitOne(Again);
                    cancel.ThrowIfCancellationRequested();
                }
            }

            lock (swapping)
            {
                live.CatchUp(cancel); // what was written meanwhile
                responder = new Responder(Store, live, RankerOf(RankingModel.Shipped()));
            }
        }
        catch
        {
            live.Dispose();
            throw;
        }

        before.Dispose(); // requests may still search it
        live.Tidy();
        placing = "";
        log.LogInformation("The embedding {Id} is live", Other.Id);
    }
}
