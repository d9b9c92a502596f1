using System.Numerics.Tensors;
using KnowledgeBase.Semantics;
using Microsoft.Extensions.AI;

namespace KnowledgeBase.Tests.Semantics;

public sealed class StaticEmbeddingGeneratorTests
{
    [Fact]
    public async Task It_gives_one_vector_for_each_text_in_order()
    {
        using var generator = new StaticEmbeddingGenerator(StaticEmbedding.Default);
        var vectors = await generator.GenerateAsync(["reset my password", "publish a package"]);

        Assert.Equal(2, vectors.Count);
        Assert.Equal(Vectors.Of(StaticEmbedding.Default, "publish a package"), vectors[1].Vector.ToArray());
        Assert.StartsWith("static-", vectors[0].ModelId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fewer_components_come_at_length_one()
    {
        using var generator = new StaticEmbeddingGenerator(StaticEmbedding.Default);
        var vectors = await generator.GenerateAsync(["reset my password"], new EmbeddingGenerationOptions { Dimensions = 128 });

        Assert.Equal(128, vectors[0].Vector.Length);
        Assert.Equal(1, TensorPrimitives.Norm(vectors[0].Vector.Span), 4);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => generator.GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 4096 }));
    }

    [Fact]
    public void It_describes_its_model()
    {
        using var generator = new StaticEmbeddingGenerator(StaticEmbedding.Default);
        var metadata = generator.GetService<EmbeddingGeneratorMetadata>();
        Assert.Equal(StaticEmbedding.Default.Dimensions, metadata?.DefaultModelDimensions);
    }
}
