namespace KnowledgeBase.Semantics;

/// <summary>The numbers of a static embedding: a row of signed bytes for each term, then for each bucket of unknown words.</summary>
internal sealed class EmbeddingRows(EmbeddingVocabulary vocabulary, int buckets, int dimensions, float ownNorm, float[] scales, sbyte[] values, string id)
{
    /// <summary>The terms of the first rows.</summary>
    public EmbeddingVocabulary Vocabulary { get; } = vocabulary;

    /// <summary>Rows after the vocabulary's.</summary>
    public int Buckets { get; } = buckets;

    /// <summary>Components of a row.</summary>
    public int Dimensions { get; } = dimensions;

    /// <summary>Length of the vector that an unknown word has to itself.</summary>
    public float OwnNorm { get; } = ownNorm;

    /// <summary>Value of one step of each row.</summary>
    public float[] Scales { get; } = scales;

    /// <summary>All rows.</summary>
    public sbyte[] Values { get; } = values;

    /// <summary>First digits of the checksum.</summary>
    public string Id { get; } = id;

    /// <summary>One row.</summary>
    public ReadOnlySpan<sbyte> Row(int row) => Values.AsSpan(row * Dimensions, Dimensions);

    /// <summary>Rounds rows of floats (<paramref name="values"/>, one after another) to bytes.</summary>
    public static EmbeddingRows Quantize(EmbeddingVocabulary vocabulary, int buckets, int dimensions, float ownNorm, ReadOnlySpan<float> values)
    {
        int count = vocabulary.Count + buckets;
        var scales = new float[count];
        var bytes = new sbyte[count * dimensions];
        for (int row = 0; row < count; row++)
        {
            scales[row] = Int8.Quantize(values.Slice(row * dimensions, dimensions), bytes.AsSpan(row * dimensions, dimensions));
        }

        return EmbeddingFile.WithId(vocabulary, buckets, dimensions, ownNorm, scales, bytes);
    }
}
