using System.Collections.Concurrent;
using KnowledgeBase.Articles;
using KnowledgeBase.Store;

namespace KnowledgeBase.Retrieval;

/// <summary>What may be seen as the store has it now, whatever the index still holds: what became the agents' or went back to draft is gone with the next request.</summary>
public sealed class Visible(KnowledgeStore store)
{
    private const int Spare = 4; // looked at beyond those wanted, for those that may not be seen

    private Seen seen = new(-1);

    /// <summary>Those of <paramref name="items"/> whose article <paramref name="viewer"/> may see now, in their order, at most <paramref name="count"/>.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="items">What may be shown.</param>
    /// <param name="key">Key of the article an item is of.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="asOf">Number of the change up to which <paramref name="viewer"/> is known to see all <paramref name="items"/>: while it is the last one, nobody needs to be asked.</param>
    public IReadOnlyList<T> Of<T>(Viewer viewer, IReadOnlyList<T> items, Func<T, long> key, int count = int.MaxValue, long asOf = -1)
    {
        long last = store.LastSequence();
        if (last == asOf)
        {
            return items.Count <= count ? items : [.. items.Take(count)];
        }

        var kept = new List<T>(Math.Min(count, items.Count));
        var now = At(last);
        for (int from = 0; from < items.Count && kept.Count < count;)
        {
            int to = (int)Math.Min(items.Count, (long)from + count - kept.Count + Spare);
            Read(now, items, from, to, key);
            for (; from < to && kept.Count < count; from++)
            {
                if (now.ByKey[key(items[from])] is var (state, audience) && Retriever.MaySee(viewer, state, audience))
                {
                    kept.Add(items[from]);
                }
            }
        }

        return kept;
    }

    // Every change of state or audience is in the log: while its last number stays, what was read stays true.
    private Seen At(long last)
    {
        var now = Volatile.Read(ref seen);
        if (now.Sequence != last)
        {
            Volatile.Write(ref seen, now = new Seen(last));
        }

        return now;
    }

    private void Read<T>(Seen now, IReadOnlyList<T> items, int from, int to, Func<T, long> key)
    {
        List<long>? missing = null;
        for (int i = from; i < to; i++)
        {
            if (!now.ByKey.ContainsKey(key(items[i])))
            {
                (missing ??= []).Add(key(items[i]));
            }
        }

        if (missing is not null)
        {
            var read = store.Standing(missing);
            foreach (long article in missing)
            {
                now.ByKey[article] = read.TryGetValue(article, out var standing) ? standing : null;
            }
        }
    }

    private sealed record Seen(long Sequence)
    {
        public ConcurrentDictionary<long, (ArticleState State, Audience Audience)?> ByKey { get; } = new();
    }
}
