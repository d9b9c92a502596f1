using Microsoft.Extensions.AI;

namespace KnowledgeBase.Semantics;

/// <summary>A <see cref="StaticEmbedding"/> as the embedder that Microsoft.Extensions.AI knows; texts without words get zero vectors.</summary>
public sealed class StaticEmbeddingGenerator(StaticEmbedding model) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata metadata = new("KnowledgeBase", null, $"static-{model.Id}", model.Dimensions);

    /// <summary>The vectors of <paramref name="values"/>, in order; <see cref="EmbeddingGenerationOptions.Dimensions"/> may ask for fewer components.</summary>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        int dimensions = options?.Dimensions ?? model.Dimensions;
        if (dimensions < 1 || dimensions > model.Dimensions)
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"Dimensions must be 1 to {model.Dimensions}, not {dimensions}.");
        }

        var result = new GeneratedEmbeddings<Embedding<float>>();
        foreach (string value in values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var vector = new float[model.Dimensions];
            model.Encode(value, vector);
            result.Add(new Embedding<float>(UnitVector.Shortened(vector, dimensions)) { ModelId = metadata.DefaultModelId });
        }

        return Task.FromResult(result);
    }

    /// <summary>This generator, its model or its description, when that is what is asked for.</summary>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? metadata
        : serviceType.IsInstanceOfType(model) ? model
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <summary>Holds nothing to release.</summary>
    public void Dispose()
    {
    }
}
