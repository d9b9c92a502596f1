using System.Numerics.Tensors;
using FsCheck.Xunit;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Tests.Semantics;

public sealed class Level_rows
{
    [Fact]
    public void Tell_long_vectors_from_short_ones()
    {
        const int dimensions = 512;
        var random = new Random(4);
        var rows = new LevelRows(new float[dimensions]);
        var vectors = Enumerable.Range(0, 200).Select(i => Array.ConvertAll(Vector(random, dimensions), v => v * (1 + (i % 4)))).ToList();
        vectors.ForEach(v => rows.Add(v, 0));
        float[] question = Vector(random, dimensions);
        var query = new sbyte[dimensions];
        Int8.Quantize(question, query);
        sbyte[] padded = [.. query, .. new sbyte[rows.Padded - dimensions]];
        int sum = query.Sum(q => q);
        double[] exact = [.. vectors.Select(v => (double)TensorPrimitives.Dot<float>(v, question))], estimated = [.. Enumerable.Range(0, 200).Select(i => (double)rows.Estimate(i, padded, sum).Estimate)];
        Assert.InRange(Correlation(exact, estimated), 0.93, 1);
    }

    [Property(MaxTest = 30)]
    public bool Are_estimated_by_four_levels_of_each_component(int seed, byte size)
    {
        int dimensions = size % 3 == 0 ? 512 : 1 + size;
        var random = new Random(seed);
        float[] centre = Vector(random, dimensions), vector = Vector(random, dimensions);
        var rows = new LevelRows(centre);
        rows.Add(vector, 7);
        var question = new sbyte[rows.Padded];
        Int8.Quantize(Vector(random, dimensions), question.AsSpan(0, dimensions));
        double[] rest = [.. vector.Zip(centre, (v, c) => (double)v - c)];
        double border = Math.Sqrt(rest.Sum(v => v * v) / dimensions);
        double[] levels = Array.ConvertAll(rest, v => (v < 0 ? -1.0 : 1) * (Math.Abs(v) >= border ? 3 : 1));
        double expected = levels.Zip(question, (l, q) => l * q).Sum() * rest.Sum(v => v * v) / levels.Zip(rest, (l, v) => l * v).Sum();
        return Math.Abs(rows.Estimate(0, question, question.Sum(q => q)).Estimate - expected) <= 1e-3 * (1 + Math.Abs(expected));
    }

    [Fact]
    public void Beyond_one_block_are_found_again()
    {
        var rows = new LevelRows([0, 0]);
        for (int i = 0; i < 10_000; i++)
        {
            rows.Add([i % 2 == 0 ? 1 : -1, 1], i / 2);
        }

        sbyte[] question = [1, 1, .. new sbyte[rows.Padded - 2]];
        Assert.All(Enumerable.Range(0, 10_000), i => Assert.Equal((i / 2, rows.Estimate(i % 2, question, 2).Estimate), rows.Estimate(i, question, 2)));
    }

    private static double Correlation(double[] a, double[] b)
    {
        double x = a.Average(), y = b.Average();
        return a.Zip(b, (p, q) => (p - x) * (q - y)).Sum() / Math.Sqrt(a.Sum(p => (p - x) * (p - x)) * b.Sum(q => (q - y) * (q - y)));
    }

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
