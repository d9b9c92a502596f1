using FsCheck.Xunit;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Tests.Semantics;

public sealed class Signed_rows
{
    [Property(MaxTest = 30)]
    public bool Are_worth_the_sum_of_the_question_by_signs_but_for_rounding(int seed, byte size)
    {
        int dimensions = size % 3 == 0 ? 512 : 1 + size;
        var random = new Random(seed);
        float[] centre = Vector(random, dimensions);
        var rows = new SignedRows(centre);
        var vectors = Enumerable.Range(0, 100).Select(_ => Vector(random, dimensions)).ToList();
        vectors.ForEach(v => rows.Add(v));
        var query = new sbyte[dimensions];
        Int8.Quantize(Vector(random, dimensions), query);
        var worths = new ushort[SignedRows.WholeBlocks(rows.Count)];
        rows.Estimate(query, worths);
        var sums = vectors.ConvertAll(v => Enumerable.Range(0, dimensions).Sum(i => v[i] - centre[i] >= 0 ? query[i] : -query[i]));
        double step = query.Chunk(4).Max(c => c.Sum(v => Math.Abs((int)v))) / 31.5, rounding = step * 0.51 * ((dimensions + 7) / 4);
        return Enumerable.Range(1, 99).All(i => Math.Abs((step * (worths[i] - worths[0])) - (sums[i] - sums[0])) <= 2 * rounding);
    }

    [Fact]
    public void Beyond_one_block_are_found_again()
    {
        var rows = new SignedRows([0, 0]);
        for (int i = 0; i < 10_000; i++)
        {
            rows.Add([i % 2 == 0 ? 1 : -1, 1]);
        }

        var worths = new ushort[SignedRows.WholeBlocks(10_000)];
        rows.Estimate([1, 1], worths);
        Assert.All(Enumerable.Range(0, 10_000), i => Assert.Equal(worths[i % 2], worths[i]));
    }

    [Fact]
    public void A_vector_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => new SignedRows(new float[3]).Add([1f, 2f]));

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
