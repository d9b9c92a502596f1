using FsCheck.Xunit;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Tests.Semantics;

public sealed class QuantizedVectorsTests
{
    private const int Dimensions = 40;

    [Property(MaxTest = 60)]
    public bool The_nearest_are_those_of_a_full_sort_also_after_deletes(int seed, byte adds, byte deletes, byte wanted)
    {
        var random = new Random(seed);
        var store = new QuantizedVectors(Dimensions);
        var alive = new SortedSet<int>();
        for (int i = 0; i < adds + deletes; i++)
        {
            if (alive.Count > 0 && random.Next(adds + deletes) < deletes)
            {
                int slot = alive.ElementAt(random.Next(alive.Count));
                alive.Remove(slot);
                store.Delete(slot);
            }
            else
            {
                alive.Add(store.Add(Vector(random)));
            }
        }

        var query = new sbyte[Dimensions];
        float scale = Int8.Quantize(Vector(random), query);
        var best = new ScoredSlot[wanted % 20];
        int found = store.Nearest(query, scale, best);
        var expected = alive.Select(s => new ScoredSlot(s, store.Score(query, scale, s))).OrderByDescending(s => s.Score).ThenBy(s => s.Slot).Take(best.Length);
        return store.Count == alive.Count && best.Take(found).SequenceEqual(expected);
    }

    [Fact]
    public void The_slot_of_a_deleted_vector_is_used_again_and_a_second_delete_does_nothing()
    {
        var random = new Random(1);
        var store = new QuantizedVectors(Dimensions);
        int first = store.Add(Vector(random));
        store.Add(Vector(random));

        Assert.True(store.Delete(first));
        Assert.False(store.Delete(first));
        Assert.False(store.Delete(99));
        Assert.Equal(first, store.Add(Vector(random)));
        Assert.Equal(2, store.Count);
    }

    [Fact]
    public void A_scan_allocates_nothing()
    {
        var random = new Random(2);
        var store = new QuantizedVectors(Dimensions);
        for (int i = 0; i < 500; i++)
        {
            store.Add(Vector(random));
        }

        var query = new sbyte[Dimensions];
        float scale = Int8.Quantize(Vector(random), query);
        var best = new ScoredSlot[10];
        store.Nearest(query, scale, best);
        long before = GC.GetAllocatedBytesForCurrentThread();
        store.Nearest(query, scale, best);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static float[] Vector(Random random) => [.. Enumerable.Range(0, Dimensions).Select(_ => random.NextSingle() - 0.5f)];
}
