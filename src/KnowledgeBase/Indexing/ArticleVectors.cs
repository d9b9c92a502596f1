using System.Numerics.Tensors;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Indexing;

/// <summary>An article in the trained embedding.</summary>
/// <param name="Rows">What it is asked by, the mean direction of its title and the other ways its question is asked; then its passages, title in front. In int8, each with its scale.</param>
/// <param name="AskedLength">Length of the sum of the unit vectors behind the first row.</param>
/// <param name="WholeLength">Length of that sum and the passages' unit vectors together; above 0.</param>
internal sealed record ArticleVectors((sbyte[] Bytes, float Scale)[] Rows, float AskedLength, float WholeLength)
{
    /// <summary>Whether it is placed; an embedding that fails places nothing.</summary>
    public bool IsPlaced => AskedLength > 0;

    /// <summary>Places <paramref name="article"/>.</summary>
    public static ArticleVectors Of(IndexedArticle article, ITextEmbedding embedding)
    {
        string[] asked = [article.Article.Title, .. article.Article.Questions];
        string[] texts = [.. asked, .. article.Passages.Select((_, i) => article.Article.Title + "\n" + article.TextOf(i))];
        var vectors = embedding.Encode(texts) ?? Array.ConvertAll(texts, _ => new float[embedding.Dimensions]);
        float[] sum = new float[embedding.Dimensions], direction = new float[embedding.Dimensions];
        foreach (float[] vector in vectors.Take(asked.Length))
        {
            TensorPrimitives.Add(sum, vector, sum);
        }

        var rows = new (sbyte[] Bytes, float Scale)[1 + article.Passages.Length];
        float askedLength = TensorPrimitives.Norm<float>(sum);
        TensorPrimitives.Multiply(sum, askedLength > 0 ? 1 / askedLength : 0, direction);
        rows[0] = Quantized(direction);
        for (int i = 1; i < rows.Length; i++)
        {
            float[] vector = vectors[asked.Length + i - 1];
            TensorPrimitives.Add(sum, vector, sum);
            rows[i] = Quantized(vector);
        }

        return new ArticleVectors(rows, askedLength, Math.Max(TensorPrimitives.Norm<float>(sum), 1e-6f));
    }

    private static (sbyte[] Bytes, float Scale) Quantized(float[] vector)
    {
        var bytes = new sbyte[vector.Length];
        return (bytes, Int8.Quantize(vector, bytes));
    }
}
