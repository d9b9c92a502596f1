using FsCheck.Xunit;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Tests.Semantics;

public sealed class QuantizedVectorsTests
{
    [Property(MaxTest = 30)]
    public bool Estimates_are_the_sums_of_the_question_by_signs_but_for_rounding(int seed, byte size)
    {
        int dimensions = size % 3 == 0 ? 512 : 1 + size;
        var random = new Random(seed);
        float[] centre = Vector(random, dimensions);
        var store = new QuantizedVectors(dimensions, centre);
        var vectors = Enumerable.Range(0, 100).Select(_ => Vector(random, dimensions)).ToList();
        vectors.ForEach(v => store.Add(v));
        var query = new sbyte[dimensions];
        Int8.Quantize(Vector(random, dimensions), query);
        var worths = new ushort[QuantizedVectors.WholeBlocks(store.Count)];
        store.Estimate(query, worths);
        var sums = Enumerable.Range(0, 100).Select(row => Enumerable.Range(0, dimensions).Sum(i => (store.Row(row)[i] * store.Scale(row)) - centre[i] >= 0 ? query[i] : -query[i])).ToList();
        double step = query.Chunk(4).Max(c => c.Sum(v => Math.Abs((int)v))) / 31.5, rounding = step * 0.51 * ((dimensions + 7) / 4);
        return Enumerable.Range(1, 99).All(i => Math.Abs((step * (worths[i] - worths[0])) - (sums[i] - sums[0])) <= 2 * rounding);
    }

    [Fact]
    public void Rows_beyond_one_block_are_found_again()
    {
        var store = new QuantizedVectors(2);
        for (int i = 0; i < 10_000; i++)
        {
            Assert.Equal(i, store.Add([(sbyte)(i % 100), 1], i));
        }

        Assert.Equal((50 * 3) + 2, store.Score([3, 2], 1, 9_950) / 9_950, 3);
        var worths = new ushort[QuantizedVectors.WholeBlocks(10_000)];
        store.Estimate([1, 1], worths);
        Assert.All(worths[..10_000], w => Assert.Equal(worths[0], w));
    }

    [Fact]
    public void A_vector_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => new QuantizedVectors(3).Add([1f, 2f]));

    private static float[] Vector(Random random, int dimensions)
    {
        var vector = new float[dimensions];
        foreach (ref float value in vector.AsSpan())
        {
            value = random.NextSingle() - 0.5f;
        }

        return vector;
    }
}
