using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using Lucene.Net.Store;

namespace KnowledgeBase.Indexing;

/// <summary>An index that came about, with what keeps it equal to the store.</summary>
/// <param name="Index">The index.</param>
/// <param name="Follower">What follows the store for it.</param>
/// <param name="Folder">Where it is kept; null: in memory only.</param>
/// <param name="Committed">Number of the last change that is on disk; -1 for none.</param>
internal sealed record OpenedIndex(KnowledgeIndex Index, Follower Follower, string? Folder, long Committed);

/// <summary>How an index comes to be: loaded from its folder, or built from the store.</summary>
/// <param name="store">What it holds.</param>
/// <param name="embedding">Places articles, tickets and questions.</param>
/// <param name="folder">Where it is kept; null: in memory only.</param>
/// <param name="say">Told, in a line, why an index had to be built anew or is not kept.</param>
internal sealed class IndexSource(KnowledgeStore store, ITextEmbedding embedding, IndexFolder? folder, Action<string>? say)
{
    private const int None = -1;

    private volatile int taken = None;

    /// <summary>How many articles and tickets are in the index that is being built; null when none is.</summary>
    public int? Taken => taken is > None and var count ? count : null;

    /// <summary>The newest index in the folder that is whole and of this store, caught up; built when there is none.</summary>
    public OpenedIndex Open(CancellationToken cancel)
    {
        foreach (string candidate in folder?.Like(embedding) ?? [])
        {
            try
            {
                if (KnowledgeIndex.Load(candidate, embedding, c => c.Mark == store.MarkOf(c.Sequence), cancel) is var (loaded, commit))
                {
                    var follower = new Follower(store, loaded, commit.Sequence);
                    return OrClosed(loaded, () =>
                    {
                        follower.Follow(cancel);
                        return new OpenedIndex(loaded, follower, candidate, commit.Sequence);
                    });
                }

                say?.Invoke("The index on disk is of another store; it is built anew.");
            }
            catch (Exception fault) when (fault is not (OperationCanceledException or StoreUnavailableException)) // whatever damage does to what reads it
            {
                say?.Invoke($"The index on disk is damaged and is built anew: {fault.Message}");
            }
        }

        return Build(cancel);
    }

    /// <summary>An index built from the store, caught up; in memory only where the folder cannot be written.</summary>
    public OpenedIndex Build(CancellationToken cancel)
    {
        if (folder is not null)
        {
            try
            {
                return Finished(BuildBeside(cancel), cancel);
            }
            catch (Exception fault) when (IsOfFiles(fault))
            {
                say?.Invoke($"The index is kept in memory only until the next start: {fault.Message}");
            }
        }

        return Finished(Built(new KnowledgeIndex(new RAMDirectory(), embedding), null, cancel), cancel);
    }

    /// <summary>An index in a folder of its own as the store was when it began; what has changed since is still to come, and the latent space.</summary>
    public OpenedIndex BuildBeside(CancellationToken cancel = default)
    {
        string place = folder!.Add(embedding);
        return Built(KnowledgeIndex.Create(place, embedding), place, cancel);
    }

    /// <summary>What <see cref="BuildBeside"/> began, brought up to the store and placed; closed when that fails.</summary>
    public static OpenedIndex Finished(OpenedIndex begun, CancellationToken cancel) => OrClosed(begun.Index, () =>
    {
        begun.Follower.CatchUp(cancel);
        begun.Index.Place(cancel);
        return begun;
    });

    /// <summary>Lets go of an index's files.</summary>
    public static void Close(KnowledgeIndex closed)
    {
        try
        {
            closed.Dispose();
        }
        catch (Exception fault) when (IsOfFiles(fault))
        {
            // They are not needed any more.
        }
    }

    /// <summary>True when a fault is about the index's files: Lucene says so when one is gone, damaged or cannot be written, and closes itself after some of it.</summary>
    public static bool IsOfFiles(Exception? fault) =>
        fault is IOException or UnauthorizedAccessException or ObjectDisposedException or InvalidDataException || (fault is not null && IsOfFiles(fault.InnerException));

    private OpenedIndex Built(KnowledgeIndex empty, string? place, CancellationToken cancel) => OrClosed(empty, () =>
    {
        try
        {
            var follower = new Follower(store, empty);
            follower.Build(count => taken = count, cancel);
            return new OpenedIndex(empty, follower, place, -1);
        }
        finally
        {
            taken = None;
        }
    });

    private static OpenedIndex OrClosed(KnowledgeIndex index, Func<OpenedIndex> ready)
    {
        try
        {
            return ready();
        }
        catch
        {
            Close(index);
            throw;
        }
    }
}
