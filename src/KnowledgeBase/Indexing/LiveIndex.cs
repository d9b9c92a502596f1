using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using Lucene.Net.Store;

namespace KnowledgeBase.Indexing;

/// <summary>
/// An index that follows the store: loaded from its folder or, when there is none that can be used, built; brought up to date; committed now and then.
/// Searches read memory only: whatever happens to its files, the index there is goes on until another is built beside it.
/// </summary>
/// <param name="store">What it follows.</param>
/// <param name="embedding">Places articles, tickets and questions.</param>
/// <param name="folder">Where it is kept; null: in memory only.</param>
/// <param name="say">Told, in a line, why an index had to be built anew or is not kept.</param>
public sealed class LiveIndex(KnowledgeStore store, ITextEmbedding embedding, IndexFolder? folder = null, Action<string>? say = null) : IDisposable
{
    private const int PlacedAtOnce = 16; // others wait meanwhile

    private readonly IndexSource source = new(store, embedding, folder, say);
    private readonly System.Threading.Lock following = new();
    private readonly System.Threading.Lock committing = new();
    private volatile KnowledgeIndex index = new(new RAMDirectory(), embedding);
    private volatile Follower? follower;
    private string? own; // folder of the index; null: in memory only
    private long committed = -1;
    private bool disposed;

    /// <summary>What is searched.</summary>
    public KnowledgeIndex Index => index;

    /// <summary>Places articles, tickets and questions.</summary>
    public ITextEmbedding Embedding => embedding;

    /// <summary>How many articles and tickets are in the index that is being built, beside or at the start; null when none is.</summary>
    public int? Building => source.Taken;

    /// <summary>Number of the last change of the store that can be found.</summary>
    public long Sequence => follower?.Sequence ?? 0;

    /// <summary>Brings the index up to the store; who wrote before the call finds it after.</summary>
    public void CatchUp(CancellationToken cancel = default)
    {
        lock (following)
        {
            if (follower is null)
            {
                Use(source.Open(cancel));
            }

            try
            {
                follower!.Follow(cancel);
            }
            catch (Exception fault) when (IndexSource.IsOfFiles(fault))
            {
                say?.Invoke($"The index could not be written ({fault.Message}); it is built anew beside and answers meanwhile.");
                Use(source.Build(cancel));
            }
        }
    }

    /// <summary>Places some of what could not be placed when it came in, because the embedding did not answer; returns how many still wait.</summary>
    public int PlaceMissing(CancellationToken cancel = default)
    {
        lock (following)
        {
            if (embedding is StaticEmbedding || follower is null)
            {
                return 0; // it always answers
            }

            int waiting = follower.PlaceMissing(PlacedAtOnce, cancel);
            index.Place(cancel);
            return waiting;
        }
    }

    /// <summary>Builds the index anew beside the one there is.</summary>
    public void Rebuild(CancellationToken cancel = default)
    {
        lock (following)
        {
            Use(source.Build(cancel));
        }
    }

    /// <summary>Has on disk, when it returns, what could be found when it was called, and nothing of tickets erased before. False when that is there already, or the disk refuses; then the next call tries again.</summary>
    /// <param name="last">True for a commit before the process ends, which leaves out what takes long: the next start does it.</param>
    public bool Commit(bool last = false)
    {
        if (last && index.HoldsErased)
        {
            return false;
        }

        lock (committing)
        {
            KnowledgeIndex prepared;
            IndexCommit commit;
            try
            {
                string? old = null;
                if (!disposed && own is not null && index.HoldsErased)
                {
                    old = own;
                    Renew();
                }

                lock (following)
                {
                    if (disposed || own is null || follower is null || follower.Sequence == committed)
                    {
                        return false;
                    }

                    prepared = index;
                    commit = index.Prepare(follower.Sequence, store.MarkOf(follower.Sequence));
                }

                prepared.Commit(commit);
                committed = commit.Sequence;
                if (old is not null)
                {
                    IndexFolder.Delete(old);
                }

                return true;
            }
            catch (Exception fault) when (fault is StoreUnavailableException || IndexSource.IsOfFiles(fault))
            {
                say?.Invoke($"The index was not written to disk now; a start before it is will catch up: {fault.Message}");
                return false;
            }
        }
    }

    /// <summary>Deletes what other indexes left in the folder; for when no other one is in use.</summary>
    public void Tidy()
    {
        if (own is not null)
        {
            folder!.KeepOnly(own);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (committing)
        {
            lock (following)
            {
                disposed = true;
                IndexSource.Close(index);
            }
        }
    }

    // Beside the one there is, which goes on answering and following meanwhile. Until this is committed the erasure is in the log of changes after what the disk holds.
    private void Renew()
    {
        var built = source.BuildBeside();
        lock (following)
        {
            Use(IndexSource.Finished(built, CancellationToken.None));
        }
    }

    private void Use(OpenedIndex opened)
    {
        var before = index;
        (index, follower, own, committed) = (opened.Index, opened.Follower, opened.Folder, opened.Committed);
        IndexSource.Close(before); // of its files; who searches it still may
    }
}
