using KnowledgeBase.Store;

namespace KnowledgeBase.Retrieval;

/// <summary>What may be seen as the store has it now, whatever the index still holds: what became the agents' or went back to draft is gone with the next request.</summary>
public sealed class Visible(KnowledgeStore store)
{
    private const int Batch = 64;

    /// <summary>Those of <paramref name="items"/> whose article <paramref name="viewer"/> may see now, in their order, at most <paramref name="count"/>.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="items">What may be shown.</param>
    /// <param name="key">Key of the article an item is of.</param>
    /// <param name="count">How many are wanted.</param>
    public IReadOnlyList<T> Of<T>(Viewer viewer, IEnumerable<T> items, Func<T, long> key, int count = int.MaxValue)
    {
        var kept = new List<T>();
        foreach (var batch in items.Chunk(count == int.MaxValue ? int.MaxValue : Math.Max(Batch, count)))
        {
            var standing = store.Standing([.. batch.Select(key)]);
            kept.AddRange(batch.Where(item => standing.TryGetValue(key(item), out var now) && Retriever.MaySee(viewer, now.State, now.Audience)).Take(count - kept.Count));
            if (kept.Count == count)
            {
                break;
            }
        }

        return kept;
    }
}
