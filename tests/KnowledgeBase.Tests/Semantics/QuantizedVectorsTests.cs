using KnowledgeBase.Semantics;

namespace KnowledgeBase.Tests.Semantics;

public sealed class QuantizedVectorsTests
{
    [Fact]
    public void Rows_beyond_one_block_are_found_again()
    {
        var store = new QuantizedVectors(2);
        for (int i = 0; i < 10_000; i++)
        {
            Assert.Equal(i, store.Add([(sbyte)(i % 100), 1], i));
        }

        Assert.Equal((50 * 3) + 2, store.Score([3, 2], 1, 9_950) / 9_950, 3);
    }

    [Fact]
    public void A_vector_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => new QuantizedVectors(3).Add([1f, 2f]));
}
