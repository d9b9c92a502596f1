using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace KnowledgeBase.Semantics;

/// <summary>Finds the largest of many scores without sorting them: by counting how many fall in which interval.</summary>
public static class Selection
{
    private const int Bins = 512;
    private const int Sample = 1024;

    /// <summary>Moves the <paramref name="most"/> largest of <paramref name="items"/> to the front, in no order, equal scores by lower number; how many there are.</summary>
    public static int Largest(Span<ScoredSlot> items, int most)
    {
        if (items.Length <= most || most == 0)
        {
            return Math.Min(items.Length, most);
        }

        float low = float.MaxValue, high = float.MinValue;
        foreach (ref readonly var item in items)
        {
            low = Math.Min(low, item.Score);
            high = Math.Max(high, item.Score);
        }

        float factor = high > low ? (Bins - 1) / (high - low) : 0;
        Span<int> counts = stackalloc int[Bins];
        counts.Clear();
        foreach (ref readonly var item in items)
        {
            counts[(int)((item.Score - low) * factor)]++;
        }

        int border = Bins - 1, above = 0;
        while (above + counts[border] < most)
        {
            above += counts[border--];
        }

        // What is above the border bin comes first, then the bin itself.
        int front = 0, end = 0;
        for (int i = 0; i < items.Length; i++)
        {
            var item = items[i];
            int bin = (int)((item.Score - low) * factor);
            if (bin >= border)
            {
                items[i] = items[end];
                items[end] = item;
                if (bin > border)
                {
                    (items[front], items[end]) = (items[end], items[front]);
                    front++;
                }

                end++;
            }
        }

        items[front..end].Sort(static (a, b) => Nearer(a, b) ? -1 : Nearer(b, a) ? 1 : 0);
        return most;
    }

    /// <summary>
    /// After <see cref="Largest"/> moved <paramref name="count"/> of <paramref name="items"/> to the front: has those of the lowest <paramref name="key"/> kept where scores at the border are equal,
    /// so that what is cut does not depend on how slots were numbered.
    /// </summary>
    public static void Settle(Span<ScoredSlot> items, int count, Func<int, long> key)
    {
        if (count == 0 || count == items.Length)
        {
            return;
        }

        float border = float.MaxValue;
        foreach (ref readonly var item in items[..count])
        {
            border = Math.Min(border, item.Score);
        }

        bool cut = false;
        foreach (ref readonly var item in items[count..])
        {
            cut |= item.Score == border;
        }

        if (!cut)
        {
            return;
        }

        var equal = new List<int>();
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i].Score == border)
            {
                equal.Add(i);
            }
        }

        ScoredSlot[] slots = new ScoredSlot[equal.Count];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = items[equal[i]];
        }

        long[] keys = Array.ConvertAll(slots, s => key(s.Slot));
        Array.Sort(keys, slots);
        for (int i = 0; i < slots.Length; i++)
        {
            items[equal[i]] = slots[i]; // places before the border come first in the list
        }
    }

    /// <summary>Orders <paramref name="items"/>, largest first, equal scores by lower number.</summary>
    public static void Sort(Span<ScoredSlot> items) => items.Sort(static (a, b) => Nearer(a, b) ? -1 : Nearer(b, a) ? 1 : 0);

    /// <summary>Writes all of <paramref name="scores"/> that may be among the <paramref name="most"/> largest, and only such as are above zero, with their index; how many there are. <paramref name="to"/> has room for all scores.</summary>
    public static int Candidates(ReadOnlySpan<float> scores, int most, Span<ScoredSlot> to)
    {
        float bar = Bar(scores, most, to);
        int count = Above(scores, bar, to);
        return count < most && bar > 0 ? Above(scores, 0, to) : count;
    }

    /// <summary>Writes the indexes of about the <paramref name="most"/> largest of <paramref name="values"/>, ascending, a few more or less; how many there are. <paramref name="to"/> has room for all.</summary>
    public static int Roughly(ReadOnlySpan<ushort> values, int most, Span<int> to)
    {
        const int Width = 8;
        int every = Math.Max(1, values.Length / (8 * Sample));
        Span<int> counts = stackalloc int[(ushort.MaxValue / Width) + 1];
        counts.Clear();
        for (int i = 0; i < values.Length; i += every)
        {
            counts[values[i] / Width]++;
        }

        int border = counts.Length - 1;
        for (int above = counts[border]; border > 0 && above * (long)every < most; above += counts[border])
        {
            border--;
        }

        int count = 0, at = 0;
        ref ushort first = ref MemoryMarshal.GetReference(values);
        var bars = Vector512.Create((ushort)(border * Width));
        for (; at + Vector512<ushort>.Count <= values.Length; at += Vector512<ushort>.Count)
        {
            ulong mask = Vector512.GreaterThanOrEqual(Vector512.LoadUnsafe(ref first, (nuint)at), bars).ExtractMostSignificantBits();
            for (; mask != 0; mask &= mask - 1)
            {
                to[count++] = at + BitOperations.TrailingZeroCount(mask);
            }
        }

        for (; at < values.Length; at++)
        {
            to[count] = at;
            count += values[at] >= border * Width ? 1 : 0;
        }

        return count;
    }

    // A score that about twice as many as wanted exceed, by every n-th of them.
    private static float Bar(ReadOnlySpan<float> scores, int most, Span<ScoredSlot> buffer)
    {
        int every = scores.Length / Sample;
        if (every < 2)
        {
            return 0;
        }

        int count = 0;
        for (int i = 0; i < scores.Length; i += every)
        {
            buffer[count] = new ScoredSlot(i, scores[i]);
            count += scores[i] > 0 ? 1 : 0;
        }

        int wanted = (2 * most / every) + 8;
        if (count <= wanted)
        {
            return 0;
        }

        var kept = buffer[..Largest(buffer[..count], wanted)];
        float bar = float.MaxValue;
        foreach (ref readonly var item in kept)
        {
            bar = Math.Min(bar, item.Score);
        }

        return MathF.BitDecrement(bar);
    }

    private static int Above(ReadOnlySpan<float> scores, float bar, Span<ScoredSlot> to)
    {
        int count = 0, at = 0;
        ref float first = ref MemoryMarshal.GetReference(scores);
        var bars = Vector512.Create(bar);
        for (; at + Vector512<float>.Count <= scores.Length; at += Vector512<float>.Count)
        {
            ulong mask = Vector512.GreaterThan(Vector512.LoadUnsafe(ref first, (nuint)at), bars).ExtractMostSignificantBits();
            for (; mask != 0; mask &= mask - 1)
            {
                int i = at + BitOperations.TrailingZeroCount(mask);
                to[count++] = new ScoredSlot(i, scores[i]);
            }
        }

        for (; at < scores.Length; at++)
        {
            to[count] = new ScoredSlot(at, scores[at]);
            count += scores[at] > bar ? 1 : 0;
        }

        return count;
    }

    private static bool Nearer(ScoredSlot a, ScoredSlot b) => a.Score > b.Score || (a.Score == b.Score && a.Slot < b.Slot);
}
