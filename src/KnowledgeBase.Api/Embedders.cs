using System.ClientModel;
using System.ClientModel.Primitives;
using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Api.Settings;
using KnowledgeBase.Semantics;
using Microsoft.Extensions.AI;
using OpenAI;

namespace KnowledgeBase.Api;

/// <summary>The embedders one can set instead of the one built in.</summary>
internal static class Embedders
{
    private const int Retries = 2;

    /// <summary>The one that <paramref name="options"/> name; null for the one built in. Throws <see cref="InvalidDataException"/> when its files are of no use.</summary>
    public static GeneratedEmbedding? Open(EmbeddingOptions options, TimeProvider time, Action<string> say)
    {
        var patience = TimeSpan.FromSeconds(options.QuestionSeconds);
        switch (options.Kind)
        {
            case "onnx":
                var model = OnnxEmbeddingGenerator.Open(options.Path);
                return new GeneratedEmbedding(model, model.Id, model.Dimensions, patience, time, say);
            case "openai":
                return new GeneratedEmbedding(Client(options), "openai-" + Name(options), options.Dimensions, patience, time, say);
            default:
                return null;
        }
    }

    private static IEmbeddingGenerator<string, Embedding<float>> Client(EmbeddingOptions options)
    {
        var settings = new OpenAIClientOptions
        {
            Endpoint = new Uri(options.Endpoint),
            NetworkTimeout = TimeSpan.FromSeconds(options.Seconds),
            RetryPolicy = new ClientRetryPolicy(Retries),
        };
        string key = options.Key.Length > 0 ? options.Key : "none"; // the client wants one; an endpoint without keys does not look
        return new OpenAIClient(new ApiKeyCredential(key), settings).GetEmbeddingClient(options.Model).AsIEmbeddingGenerator();
    }

    // The vectors of another model, or of one of the same name elsewhere, are others.
    private static string Name(EmbeddingOptions options) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Endpoint}\n{options.Model}\n{options.Dimensions}")).AsSpan(0, 6));
}
