using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Indexing;

/// <summary>An article in the trained embedding: what it is asked by, the mean direction of its title and the other ways its question is asked; then its passages, title in front.</summary>
/// <param name="Dimensions">Components of a vector.</param>
/// <param name="Rows">The vectors one after the other as the journal keeps them, the bytes of each in int8 and then its scale.</param>
/// <param name="AskedLength">Length of the sum of the unit vectors behind the first one.</param>
/// <param name="WholeLength">Length of that sum and the passages' unit vectors together; above 0.</param>
internal sealed record ArticleVectors(int Dimensions, ReadOnlyMemory<byte> Rows, float AskedLength, float WholeLength)
{
    /// <summary>How many there are.</summary>
    public int Count => Rows.Length / Stride(Dimensions);

    /// <summary>The bytes of one.</summary>
    public ReadOnlySpan<sbyte> Bytes(int row) => MemoryMarshal.Cast<byte, sbyte>(Rows.Span.Slice(row * Stride(Dimensions), Dimensions));

    /// <summary>The scale of one.</summary>
    public float Scale(int row) => MemoryMarshal.Read<float>(Rows.Span[((row * Stride(Dimensions)) + Dimensions)..]);

    /// <summary>Bytes that a vector of so many <paramref name="dimensions"/> takes in <see cref="Rows"/>.</summary>
    public static int Stride(int dimensions) => dimensions + sizeof(float);

    /// <summary>Writes one to its place in <paramref name="rows"/>.</summary>
    public static void Write(ReadOnlySpan<sbyte> bytes, float scale, int row, Span<byte> rows)
    {
        var to = rows.Slice(row * Stride(bytes.Length), Stride(bytes.Length));
        MemoryMarshal.AsBytes(bytes).CopyTo(to);
        MemoryMarshal.Write(to[bytes.Length..], scale);
    }

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
        byte[] rows = new byte[(1 + texts.Length - asked.Length) * Stride(dimensions)];
        float askedLength = TensorPrimitives.Norm<float>(sum);
        TensorPrimitives.Multiply(sum, askedLength > 0 ? 1 / askedLength : 0, direction);
        Write(bytes, Int8.Quantize(direction, bytes), 0, rows);
        for (int i = asked.Length; i < texts.Length; i++)
        {
            TensorPrimitives.Add(sum, vectors[i], sum);
            Write(bytes, Int8.Quantize(vectors[i], bytes), 1 + i - asked.Length, rows);
        }

        return new ArticleVectors(dimensions, rows, askedLength, Math.Max(TensorPrimitives.Norm<float>(sum), 1e-6f));
    }
}
