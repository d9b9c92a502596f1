using System.Buffers;
using KnowledgeBase.Text;

namespace KnowledgeBase.Semantics;

/// <summary>
/// Places a text in a space where texts that mean the same are near: the sum of its words' rows, at length 1.
/// Immutable and safe to share; the first 128 or 256 components can be used alone.
/// </summary>
public sealed class StaticEmbedding : ITextEmbedding
{
    [ThreadStatic]
    private static List<Token>? tokenBuffer;

    private readonly EmbeddingRows rows;
    private readonly float[] factors;

    internal StaticEmbedding(EmbeddingRows rows)
    {
        this.rows = rows;
        factors = rows.Scales;
    }

    /// <summary>The model that ships with the engine, trained on general technical text.</summary>
    public static StaticEmbedding Default => DefaultEmbedding.Value;

    /// <summary>Components of a vector.</summary>
    public int Dimensions => rows.Dimensions;

    /// <summary>The terms with a row of their own.</summary>
    public EmbeddingVocabulary Vocabulary => rows.Vocabulary;

    /// <summary>Twelve hexadecimal digits that name the model: equal for equal models.</summary>
    public string Id => rows.Id;

    internal EmbeddingRows Rows => rows;

    /// <summary>Reads a model. Throws <see cref="InvalidDataException"/> saying what is wrong with the file.</summary>
    public static StaticEmbedding Load(Stream stream) => new(EmbeddingFile.Read(stream));

    /// <summary>Writes the model.</summary>
    public void Save(Stream stream) => EmbeddingFile.Write(rows, stream);

    /// <summary>
    /// The model with each row multiplied by (idf / largest idf) ^ <paramref name="exponent"/>: words common in the customer's corpus count less.
    /// Terms that <paramref name="idf"/> lacks, and those without a row of their own, count fully. Exponent 0 to 1.
    /// </summary>
    public StaticEmbedding Reweight(IReadOnlyDictionary<string, float> idf, float exponent = 0.3f)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exponent, 1);
        float largest = idf.Count == 0 ? 0 : idf.Values.Max();
        var scales = (float[])rows.Scales.Clone();
        for (int row = 0; row < rows.Vocabulary.Count; row++)
        {
            if (idf.TryGetValue(rows.Vocabulary.Terms[row], out float value) && value < largest)
            {
                scales[row] *= MathF.Pow(Math.Max(value, 0) / largest, exponent);
            }
        }

        return new StaticEmbedding(EmbeddingFile.WithId(rows.Vocabulary, rows.Buckets, rows.Dimensions, rows.OwnNorm, scales, rows.Values));
    }

    /// <summary>The model without rows for <paramref name="terms"/>, which it then places by their letters as it does any unknown word.</summary>
    public StaticEmbedding Without(IReadOnlySet<string> terms)
    {
        var vocabulary = rows.Vocabulary;
        int[] kept = [.. Enumerable.Range(0, vocabulary.Count + rows.Buckets).Where(row => row >= vocabulary.Count || !terms.Contains(vocabulary.Terms[row]))];
        var values = new sbyte[kept.Length * rows.Dimensions];
        for (int row = 0; row < kept.Length; row++)
        {
            rows.Row(kept[row]).CopyTo(values.AsSpan(row * rows.Dimensions));
        }

        return new StaticEmbedding(EmbeddingFile.WithId(
            new EmbeddingVocabulary([.. vocabulary.Terms.Where(t => !terms.Contains(t))]), rows.Buckets, rows.Dimensions, rows.OwnNorm, [.. kept.Select(row => rows.Scales[row])], values));
    }

    /// <summary>Writes the vector of <paramref name="text"/>, of length 1, to <paramref name="destination"/>; false (and zeros) when it has no words.</summary>
    public bool Encode(ReadOnlySpan<char> text, Span<float> destination)
    {
        char[]? rented = text.Length > 512 ? ArrayPool<char>.Shared.Rent(text.Length) : null;
        Span<char> folded = rented is null ? stackalloc char[512] : rented;
        folded = folded[..text.Length];
        Folding.Fold(text, folded);
        var tokens = tokenBuffer ??= new List<Token>(256);
        tokens.Clear();
        Tokenizer.Tokenize(text, folded, tokens);
        var target = Start(destination);
        foreach (var token in tokens)
        {
            Add(TermPool.Term(folded, token), UnknownUses.Of(folded, token), target);
        }

        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return Finish(target);
    }

    /// <summary>Writes the vector of <paramref name="text"/>, of length 1, to <paramref name="destination"/>; false (and zeros) when it has no words.</summary>
    public bool Encode(AnalyzedText text, Span<float> destination)
    {
        var target = Start(destination);
        for (int i = 0; i < text.Terms.Count; i++)
        {
            Add(text.Terms[i], UnknownUses.Of(text.Folded, text.Tokens[i]), target);
        }

        return Finish(target);
    }

    /// <inheritdoc />
    public IReadOnlyList<float[]> Encode(IReadOnlyList<string> texts)
    {
        var vectors = new float[texts.Count][];
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] = new float[Dimensions];
            Encode(texts[i], vectors[i]);
        }

        return vectors;
    }

    private Span<float> Start(Span<float> destination)
    {
        if (destination.Length < Dimensions)
        {
            throw new ArgumentException($"A vector needs room for {Dimensions} components, not {destination.Length}.", nameof(destination));
        }

        destination.Clear();
        return destination[..Dimensions];
    }

    private void Add(string term, UnknownUse use, Span<float> target)
    {
        int row = rows.Vocabulary.Row(term);
        if (row >= 0)
        {
            Int8.AddScaled(rows.Row(row), factors[row], target);
        }
        else
        {
            AddUnknown(term, use, target);
        }
    }

    /// <summary>Adds what is known of a word that the vocabulary lacks.</summary>
    internal void AddUnknown(string term, UnknownUse use, Span<float> target)
    {
        if (use == UnknownUse.Ignored)
        {
            return;
        }

        if (use == UnknownUse.Full)
        {
            Span<int> buckets = stackalloc int[Subwords.Most];
            int count = Subwords.Buckets(term, rows.Buckets, buckets);
            float share = 1 / MathF.Sqrt(count);
            foreach (int bucket in buckets[..count])
            {
                int row = rows.Vocabulary.Count + bucket;
                Int8.AddScaled(rows.Row(row), share * factors[row], target);
            }
        }

        OwnVector.Add(Subwords.Hash(term), rows.OwnNorm, target);
    }

    private static bool Finish(Span<float> target) => UnitVector.Normalize(target) > 0;
}
