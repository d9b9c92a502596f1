using FsCheck.Xunit;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Tests.Semantics;

public sealed class Int8Tests
{
    [Property]
    public bool The_dot_product_is_the_sum_of_products(int seed, byte length)
    {
        var random = new Random(seed);
        sbyte[] a = Bytes(random, length), b = Bytes(random, length);
        return Int8.Dot(a, b) == a.Zip(b, (x, y) => x * y).Sum();
    }

    [Theory]
    [InlineData(127)]
    [InlineData(-127)]
    public void The_largest_products_do_not_overflow(sbyte value)
    {
        sbyte[] a = new sbyte[4096], b = new sbyte[4096];
        Array.Fill(a, value);
        Array.Fill(b, (sbyte)-127);
        Assert.Equal(4096 * value * -127, Int8.Dot(a, b));
    }

    [Property]
    public bool Rounding_is_off_by_at_most_half_a_step(int seed, byte length)
    {
        var random = new Random(seed);
        float[] values = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
        var rounded = new sbyte[length];
        float scale = Int8.Quantize(values, rounded);
        return values.Zip(rounded, (v, r) => Math.Abs(v - (scale * r))).All(off => off <= scale * 0.501f);
    }

    [Fact]
    public void Vectors_of_different_length_are_refused() => Assert.Throws<ArgumentException>(() => Int8.Dot(new sbyte[3], new sbyte[4]));

    private static sbyte[] Bytes(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => (sbyte)random.Next(-127, 128))];
}
