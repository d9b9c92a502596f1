using FsCheck.Xunit;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Tests.Semantics;

public sealed class Selections
{
    [Property(MaxTest = 100)]
    public bool The_largest_are_those_of_a_full_sort(int seed, ushort size, byte wanted)
    {
        var random = new Random(seed);
        int most = wanted % 100;
        float[] scores = [.. Enumerable.Range(0, size % 20_000).Select(_ => random.Next(3) == 0 ? 0 : random.Next(1 + random.Next(400)) / 7f)];
        var items = new ScoredSlot[scores.Length];
        int count = Selection.Largest(items.AsSpan(0, Selection.Candidates(scores, most, items)), most);
        Selection.Sort(items.AsSpan(0, count));
        return items.Take(count).SequenceEqual(scores.Select((s, i) => new ScoredSlot(i, s)).Where(s => s.Score > 0).OrderByDescending(s => s.Score).ThenBy(s => s.Slot).Take(most));
    }

    [Property(MaxTest = 30)]
    public bool Rough_ones_hold_the_largest_and_not_many_more(int seed)
    {
        var random = new Random(seed);
        ushort[] values = [.. Enumerable.Range(0, 10_000).Select(_ => (ushort)random.Next(8000))];
        int[] found = new int[values.Length];
        int count = Selection.Roughly(values, 500, found);
        return count is >= 500 and < 600 && values.Select((v, i) => (v, i)).OrderByDescending(v => v.v).Take(500).All(v => Array.BinarySearch(found, 0, count, v.i) >= 0);
    }
}
