using System.Collections.Concurrent;
using KnowledgeBase.Articles;
using KnowledgeBase.Store;

namespace KnowledgeBase.Retrieval;

/// <summary>What may be seen as the store has it now, whatever the index still holds: what became the agents' or went back to draft is gone with the next request.</summary>
public sealed class Visible(KnowledgeStore store)
{
    private const int Batch = 64;

    private Seen seen = new(-1);

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
            var standing = Standing([.. batch.Select(key)]);
            kept.AddRange(batch.Where(item => standing[key(item)] is var (state, audience) && Retriever.MaySee(viewer, state, audience)).Take(count - kept.Count));
            if (kept.Count == count)
            {
                break;
            }
        }

        return kept;
    }

    // Every change of state or audience is in the log: while its last number stays, what was read stays true.
    private ConcurrentDictionary<long, (ArticleState State, Audience Audience)?> Standing(long[] keys)
    {
        long last = store.LastSequence();
        var now = Volatile.Read(ref seen);
        if (now.Sequence != last)
        {
            Volatile.Write(ref seen, now = new Seen(last));
        }

        long[] missing = Array.FindAll(keys, k => !now.ByKey.ContainsKey(k));
        if (missing.Length > 0)
        {
            var read = store.Standing(missing);
            foreach (long key in missing)
            {
                now.ByKey[key] = read.TryGetValue(key, out var standing) ? standing : null;
            }
        }

        return now.ByKey;
    }

    private sealed record Seen(long Sequence)
    {
        public ConcurrentDictionary<long, (ArticleState State, Audience Audience)?> ByKey { get; } = new();
    }
}
