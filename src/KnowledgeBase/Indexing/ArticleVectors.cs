using System.Numerics.Tensors;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Indexing;

/// <summary>An article in the trained embedding: what it is asked by, the mean direction of its title and the other ways its question is asked; then its passages, title in front.</summary>
/// <param name="Rows">The vectors one after the other, as of <see cref="QuantizedVectors.Rows"/>.</param>
/// <param name="AskedLength">Length of the sum of the unit vectors behind the first one.</param>
/// <param name="WholeLength">Length of that sum and the passages' unit vectors together; above 0.</param>
internal sealed record ArticleVectors(ReadOnlyMemory<byte> Rows, float AskedLength, float WholeLength)
{
    /// <summary>Places <paramref name="article"/>, whose passages are <paramref name="passages"/>.</summary>
    public static ArticleVectors Of(IndexedArticle article, IEnumerable<string> passages, ITextEmbedding embedding)
    {
        int dimensions = embedding.Dimensions;
        string[] asked = [article.Article.Title, .. article.Article.Questions];
        string[] texts = [.. asked, .. passages.Select(text => article.Article.Title + "\n" + text)];
        var vectors = embedding.Encode(texts) ?? Array.ConvertAll(texts, _ => new float[dimensions]);
        float[] sum = new float[dimensions], direction = new float[dimensions];
        foreach (float[] vector in vectors.Take(asked.Length))
        {
            TensorPrimitives.Add(sum, vector, sum);
        }

        var bytes = new sbyte[dimensions];
        int stride = QuantizedVectors.Stride(dimensions);
        byte[] rows = new byte[(1 + texts.Length - asked.Length) * stride];
        float askedLength = TensorPrimitives.Norm<float>(sum);
        TensorPrimitives.Multiply(sum, askedLength > 0 ? 1 / askedLength : 0, direction);
        QuantizedVectors.Write(bytes, Int8.Quantize(direction, bytes), rows);
        for (int i = asked.Length; i < texts.Length; i++)
        {
            TensorPrimitives.Add(sum, vectors[i], sum);
            QuantizedVectors.Write(bytes, Int8.Quantize(vectors[i], bytes), rows.AsSpan((1 + i - asked.Length) * stride));
        }

        return new ArticleVectors(rows, askedLength, Math.Max(TensorPrimitives.Norm<float>(sum), 1e-6f));
    }
}
