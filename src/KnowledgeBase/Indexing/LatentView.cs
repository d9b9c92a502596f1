using System.Numerics.Tensors;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Indexing;

/// <summary>The corpus in its own latent space: a vector for each passage (title in front), learned from the articles as they are now.</summary>
public sealed class LatentView
{
    private readonly LatentSemantics model;
    private readonly Dictionary<long, float[]> passages;

    private LatentView(LatentSemantics model, Dictionary<long, float[]> passages)
    {
        this.model = model;
        this.passages = passages;
    }

    /// <summary>A view that knows nothing.</summary>
    public static LatentView Empty { get; } = Learn([]);

    /// <summary>Length of the vectors; 0 when nothing was learned.</summary>
    public int Dimensions => model.Dimensions;

    /// <summary>Learns the space from <paramref name="articles"/> and places them in it.</summary>
    public static LatentView Learn(IEnumerable<IndexedArticle> articles, CancellationToken cancel = default)
    {
        var ordered = articles.OrderBy(a => a.Article.Id, StringComparer.Ordinal).ToList();
        var model = LatentSemantics.Learn(ordered.ConvertAll(Whole), cancel: cancel);
        var passages = new Dictionary<long, float[]>(ordered.Count);
        if (model.Dimensions > 0)
        {
            foreach (var article in ordered)
            {
                cancel.ThrowIfCancellationRequested();
                var vectors = new float[article.Passages.Count * model.Dimensions];
                for (int i = 0; i < article.Passages.Count; i++)
                {
                    model.Encode([.. article.Title, .. article.Passages[i].Terms], vectors.AsSpan(i * model.Dimensions));
                }

                passages[article.Key] = vectors;
            }
        }

        return new LatentView(model, passages);
    }

    /// <summary>Writes the vector of a text, given by its term numbers, to <paramref name="destination"/>; false when the space does not know it.</summary>
    public bool Encode(ReadOnlySpan<int> terms, Span<float> destination) => model.Dimensions > 0 && model.Encode(terms, destination);

    /// <summary>Cosine of the article's best passage with <paramref name="question"/>, and which passage it is.</summary>
    public (float Cosine, int Passage) Best(IndexedArticle article, ReadOnlySpan<float> question)
    {
        if (!passages.TryGetValue(article.Key, out float[]? vectors))
        {
            return (0, 0);
        }

        float best = float.MinValue;
        int at = 0;
        for (int i = 0; i * model.Dimensions < vectors.Length; i++)
        {
            float cosine = TensorPrimitives.Dot(vectors.AsSpan(i * model.Dimensions, model.Dimensions), question[..model.Dimensions]);
            if (cosine > best)
            {
                (best, at) = (cosine, i);
            }
        }

        return (best, at);
    }

    private static int[] Whole(IndexedArticle article) => [.. article.Title, .. article.Title, .. article.Passages.SelectMany(p => p.Terms)];
}
