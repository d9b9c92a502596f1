using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Tokenizers;

namespace KnowledgeBase.Semantics;

/// <summary>
/// A sentence-transformer of the BERT family, run by ONNX Runtime from its folder: model.onnx (or onnx/model.onnx) and vocab.txt; tokenizer_config.json and sentence_bert_config.json are heeded.
/// Vectors are the mean over the tokens, of length 1. Safe to share.
/// </summary>
public sealed class OnnxEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int LongestByDefault = 256; // tokens
    private const int MostDimensions = 4_096;

    private readonly InferenceSession session;
    private readonly BertTokenizer tokenizer;
    private readonly RunOptions run = new();
    private readonly EmbeddingGeneratorMetadata metadata;
    private readonly int longest;
    private readonly string output;

    private OnnxEmbeddingGenerator(InferenceSession session, BertTokenizer tokenizer, int longest, string output, int dimensions, string id)
    {
        this.session = session;
        this.tokenizer = tokenizer;
        this.longest = longest;
        this.output = output;
        Id = id;
        Dimensions = dimensions;
        metadata = new EmbeddingGeneratorMetadata("ONNX Runtime", null, id, dimensions);
    }

    /// <summary>Names the model: equal for equal files.</summary>
    public string Id { get; }

    /// <summary>Components of a vector.</summary>
    public int Dimensions { get; }

    /// <summary>Opens the model in <paramref name="folder"/>. Throws <see cref="InvalidDataException"/> that says what is missing or wrong.</summary>
    public static OnnxEmbeddingGenerator Open(string folder)
    {
        string model = new[] { "model.onnx", Path.Combine("onnx", "model.onnx") }.Select(f => Path.Combine(folder, f)).FirstOrDefault(File.Exists)
            ?? throw new InvalidDataException($"{folder} has no model.onnx. Name the folder of a sentence-transformer exported to ONNX.");
        string vocabulary = Path.Combine(folder, "vocab.txt");
        if (!File.Exists(vocabulary))
        {
            throw new InvalidDataException($"{folder} has no vocab.txt. Name the folder of a sentence-transformer of the BERT family.");
        }

        if (Setting(folder, "1_Pooling/config.json", "pooling_mode_mean_tokens") is { ValueKind: JsonValueKind.False })
        {
            throw new InvalidDataException($"The model in {folder} is not made for the mean over its tokens, which is what is taken here. Name another model.");
        }

        InferenceSession? session = null;
        try
        {
            using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0"); // it would burn the processor between questions
            session = new InferenceSession(model, options);
            bool lower = Setting(folder, "tokenizer_config.json", "do_lower_case") is not { ValueKind: JsonValueKind.False };
            var tokenizer = BertTokenizer.Create(vocabulary, new BertOptions { LowerCaseBeforeTokenization = lower });
            int longest = Setting(folder, "sentence_bert_config.json", "max_seq_length") is { ValueKind: JsonValueKind.Number } length ? length.GetInt32() : LongestByDefault;
            var (name, output) = session.OutputMetadata.First();
            int dimensions = output.Dimensions[^1];
            if (!session.InputMetadata.ContainsKey("input_ids") || output.ElementType != typeof(float) || output.Dimensions.Length is not (2 or 3) || dimensions is < 1 or > MostDimensions)
            {
                throw new InvalidDataException($"{model} does not take input_ids and give vectors of 1 to {MostDimensions} numbers for each token or text. Name a sentence-transformer exported to ONNX.");
            }

            return new OnnxEmbeddingGenerator(session, tokenizer, longest, name, dimensions, "onnx-" + Hash(model, vocabulary));
        }
        catch (Exception fault) when (fault is OnnxRuntimeException or ArgumentException or DllNotFoundException or TypeInitializationException)
        {
            session?.Dispose();
            throw new InvalidDataException(
                fault is OnnxRuntimeException or ArgumentException ? $"The model in {folder} cannot be loaded: {fault.Message.ReplaceLineEndings(" ")}" : "This build has no ONNX Runtime for this system. Publish it with -p:WithOnnx=true.", fault);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int[][] texts = [.. values.Select(v => tokenizer.EncodeToIds(v, longest, out _, out _).ToArray())];
        var result = new GeneratedEmbeddings<Embedding<float>>();
        if (texts.Length > 0)
        {
            result.AddRange(Run(texts).Select(v => new Embedding<float>(v) { ModelId = Id }));
        }

        return Task.FromResult(result);
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc />
    public void Dispose()
    {
        run.Dispose();
        session.Dispose();
    }

    // Shorter texts of a batch are filled up; the mask keeps what fills them out of everything.
    private float[][] Run(int[][] texts)
    {
        int rows = texts.Length, width = texts.Max(t => t.Length);
        long[] ids = new long[rows * width], mask = new long[rows * width], types = new long[rows * width];
        for (int row = 0; row < rows; row++)
        {
            for (int at = 0; at < width; at++)
            {
                bool there = at < texts[row].Length;
                ids[(row * width) + at] = there ? texts[row][at] : tokenizer.PaddingTokenId;
                mask[(row * width) + at] = there ? 1 : 0;
            }
        }

        var inputs = new Dictionary<string, OrtValue>();
        try
        {
            foreach (var (name, values) in (ReadOnlySpan<(string, long[])>)[("input_ids", ids), ("attention_mask", mask), ("token_type_ids", types)])
            {
                if (session.InputMetadata.ContainsKey(name))
                {
                    inputs[name] = OrtValue.CreateTensorValueFromMemory(values, [rows, width]);
                }
            }

            using var outputs = session.Run(run, inputs, [output]);
            var numbers = outputs[0].GetTensorDataAsSpan<float>();
            bool pooled = numbers.Length == rows * Dimensions && session.OutputMetadata[output].Dimensions.Length == 2;
            var vectors = new float[rows][];
            for (int row = 0; row < rows; row++)
            {
                var own = pooled ? numbers.Slice(row * Dimensions, Dimensions) : numbers.Slice(row * width * Dimensions, texts[row].Length * Dimensions);
                vectors[row] = Mean(own);
            }

            return vectors;
        }
        finally
        {
            foreach (var input in inputs.Values)
            {
                input.Dispose();
            }
        }
    }

    private float[] Mean(ReadOnlySpan<float> tokens)
    {
        var sum = new float[Dimensions];
        for (int at = 0; at < tokens.Length; at += Dimensions)
        {
            System.Numerics.Tensors.TensorPrimitives.Add(sum, tokens.Slice(at, Dimensions), sum);
        }

        UnitVector.Normalize(sum); // the direction of the sum is that of the mean
        return sum;
    }

    private static JsonElement? Setting(string folder, string file, string name)
    {
        string path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.TryGetProperty(name, out var value) ? value.Clone() : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} is not JSON. Copy the model's folder again.", fault);
        }
    }

    private static string Hash(params ReadOnlySpan<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in files)
        {
            using var stream = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }
}
