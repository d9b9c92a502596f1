namespace KnowledgeBase.Semantics;

/// <summary>Keeps the nearest of what it is offered in a span: a heap with the farthest kept on top.</summary>
internal ref struct NearestHeap(Span<ScoredSlot> kept)
{
    private readonly Span<ScoredSlot> kept = kept;
    private int count;

    /// <summary>The lowest score that is still kept; what scores less need not be offered. Below all scores above zero until the span is full.</summary>
    public readonly float Least => count < kept.Length ? 0 : kept[0].Score;

    /// <summary>Keeps <paramref name="candidate"/> if it is nearer than the farthest kept.</summary>
    public void Offer(ScoredSlot candidate)
    {
        if (count < kept.Length)
        {
            int at = count++;
            while (at > 0 && Nearer(kept[(at - 1) / 2], candidate))
            {
                kept[at] = kept[(at - 1) / 2];
                at = (at - 1) / 2;
            }

            kept[at] = candidate;
        }
        else if (count > 0 && Nearer(candidate, kept[0]))
        {
            Sink(candidate, count);
        }
    }

    /// <summary>Orders what was kept, nearest first; how many there are. Offer nothing afterwards.</summary>
    public readonly int Sort()
    {
        for (int last = count - 1; last > 0; last--)
        {
            var moved = kept[last];
            kept[last] = kept[0];
            Sink(moved, last);
        }

        return count;
    }

    private readonly void Sink(ScoredSlot value, int length)
    {
        int at = 0;
        for (int child = 1; child < length; child = (2 * at) + 1)
        {
            if (child + 1 < length && Nearer(kept[child], kept[child + 1]))
            {
                child++;
            }

            if (!Nearer(value, kept[child]))
            {
                break;
            }

            kept[at] = kept[child];
            at = child;
        }

        kept[at] = value;
    }

    private static bool Nearer(ScoredSlot a, ScoredSlot b) => a.Score > b.Score || (a.Score == b.Score && a.Slot < b.Slot);
}
