using KnowledgeBase.Answering;
using KnowledgeBase.Indexing;

namespace KnowledgeBase.Api;

// Which model answers, and how another takes its place beside requests.
public sealed partial class Engine
{
    private readonly System.Threading.Lock adopting = new();
    private volatile LiveIndex? arriving; // for another embedding
    private long decision; // the last one obeyed on which model is in use

    /// <summary>How many articles and tickets are in the index that is being built; null when none is.</summary>
    public int? IndexBuilding => (arriving ?? responder.Live).Building;

    /// <summary>Takes erased texts out of what is found and of what was learned from them, at once; their words leave the files of the index with the next <see cref="Commit"/>.</summary>
    public void Forget(IReadOnlyList<string> erased, ILogger log)
    {
        CatchUp();
        Models.Forget(erased);
        Adopt(log, CancellationToken.None);
        recent.Forget();
    }

    /// <summary>Puts model <paramref name="number"/> into use, on all nodes; false when there is none like it, or when another embedding than the one built in is set, for which there are no models.</summary>
    public bool Use(long number, ILogger log, CancellationToken cancel)
    {
        if (Other is not null || !Models.Choose(number))
        {
            return false;
        }

        Adopt(log, cancel);
        return true;
    }

    /// <summary>Goes over to the model that this or another node, or a person, has put into use since.</summary>
    public void Adopt(ILogger log, CancellationToken cancel)
    {
        lock (adopting)
        {
            if (Other is not null && (IsReady || IsByOther))
            {
                return; // models are of the embedding built in
            }

            if (Models.InUse(after: decision) is not var (latest, number, learned))
            {
                return;
            }

            // Only another embedding needs another index.
            var before = responder.Live;
            var live = before.Embedding.Id == learned.Embedding.Id ? before : new LiveIndex(Store, learned.Embedding, indexes, Said);
            var next = new Responder(Store, live, RankerOf(learned.Model));
            try
            {
                arriving = live;
                next.CatchUp(cancel);
            }
            catch
            {
                if (live != before)
                {
                    live.Dispose();
                }

                throw;
            }
            finally
            {
                arriving = null;
            }

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

            decision = latest;
            log.LogInformation("Model {Number}, {Version}, is live", number, ModelVersion);
        }
    }
}
