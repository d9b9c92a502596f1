using System.ComponentModel.DataAnnotations;

namespace KnowledgeBase.Api.Settings;

/// <summary>Settings under <c>KnowledgeBase:Embedding</c>.</summary>
public sealed class EmbeddingOptions : IValidatableObject
{
    private const int MostDimensions = 4_096;

    /// <summary>"static" (default): the embedding that is built in and learns. "onnx": a sentence-transformer in <see cref="Path"/>. "openai": an endpoint that speaks the protocol of OpenAI.</summary>
    public string Kind { get; set; } = "static";

    /// <summary>onnx: folder with model.onnx and vocab.txt.</summary>
    public string Path { get; set; } = "";

    /// <summary>openai: address that /embeddings is added to, like https://api.example.com/v1.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>openai: name of the model there.</summary>
    public string Model { get; set; } = "";

    /// <summary>openai: key there; empty for none.</summary>
    public string Key { get; set; } = "";

    /// <summary>openai: components of the model's vectors, 8 to 4,096.</summary>
    public int Dimensions { get; set; }

    /// <summary>openai: longest time for one attempt in seconds, 1 to 300; default 10. There are three.</summary>
    [Range(1, 300)]
    public int Seconds { get; set; } = 10;

    /// <summary>Longest time a question waits for its vector in seconds, 0.05 to 30; default 2. Then search goes by words.</summary>
    [Range(0.05, 30)]
    public double QuestionSeconds { get; set; } = 2;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind is not ("static" or "onnx" or "openai"))
        {
            yield return new ValidationResult($"KnowledgeBase:Embedding:Kind is '{Kind}': write static, onnx or openai.", [nameof(Kind)]);
        }

        if (Kind == "onnx" && !Directory.Exists(Path))
        {
            yield return new ValidationResult($"KnowledgeBase:Embedding:Path is '{Path}', where there is no folder: name the one that holds model.onnx and vocab.txt.", [nameof(Path)]);
        }

        if (Kind == "openai" && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")))
        {
            yield return new ValidationResult("KnowledgeBase:Embedding:Endpoint is no http or https address: write it like https://api.example.com/v1.", [nameof(Endpoint)]);
        }

        if (Kind == "openai" && Model.Length == 0)
        {
            yield return new ValidationResult("KnowledgeBase:Embedding:Model is missing: write the name the endpoint knows it by.", [nameof(Model)]);
        }

        if (Kind == "openai" && Dimensions is (< 8 or > MostDimensions))
        {
            yield return new ValidationResult($"KnowledgeBase:Embedding:Dimensions is {Dimensions}: write how many numbers the model's vectors have, 8 to {MostDimensions}.", [nameof(Dimensions)]);
        }
    }
}
