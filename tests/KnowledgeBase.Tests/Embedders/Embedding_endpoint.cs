using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Tests.Embedders;

/// <summary>A server that speaks the embeddings protocol of OpenAI on a real Kestrel: a component for each word, the same for words that mean the same.</summary>
internal sealed class Embedding_endpoint : IAsyncDisposable
{
    public const int Dimensions = 64;
    public const string Key = "sk-of-the-test";

    private readonly WebApplication app;
    private int requests;

    private Embedding_endpoint(WebApplication app) => this.app = app;

    /// <summary>Where it is, for the setting Endpoint.</summary>
    public string Address => app.Urls.First() + "/v1";

    /// <summary>Requests so far.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>What it answers with instead; 200 for none.</summary>
    public int Status { get; set; } = 200;

    /// <summary>How many requests get <see cref="Status"/>; then it is well again.</summary>
    public int Failures { get; set; } = int.MaxValue;

    /// <summary>How long it takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>How long its vectors are.</summary>
    public int Length { get; set; } = Dimensions;

    /// <summary>Settings that point a service here. Questions wait for it however busy the machine is.</summary>
    public string[] Settings =>
    [
        "--KnowledgeBase:Embedding:Kind=openai", $"--KnowledgeBase:Embedding:Endpoint={Address}", "--KnowledgeBase:Embedding:Model=tiny", $"--KnowledgeBase:Embedding:Key={Key}", $"--KnowledgeBase:Embedding:Dimensions={Dimensions}",
        "--KnowledgeBase:Embedding:QuestionSeconds=20",
    ];

    /// <summary>Starts one on <paramref name="address"/>, or anywhere.</summary>
    public static async Task<Embedding_endpoint> Start(string address = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var app = builder.Build();
        var endpoint = new Embedding_endpoint(app);
        app.MapPost("/v1/embeddings", endpoint.Answer);
        await app.StartAsync();
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task<IResult> Answer(HttpContext context, JsonElement body)
    {
        Interlocked.Increment(ref requests);
        await Task.Delay(Delay, context.RequestAborted);
        if (Status != 200 && Failures-- > 0)
        {
            return Results.Json(new { error = new { message = "not now", type = "server_error" } }, statusCode: Status);
        }

        if (context.Request.Headers.Authorization != "Bearer " + Key || body.GetProperty("model").GetString() != "tiny")
        {
            return Results.Json(new { error = new { message = "who are you" } }, statusCode: 401);
        }

        bool packed = body.TryGetProperty("encoding_format", out var format) && format.GetString() == "base64";
        var data = body.GetProperty("input").EnumerateArray().Select((text, i) => Vector(text.GetString()!) is var vector && packed
            ? (object)new { @object = "embedding", index = i, embedding = Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector)) }
            : new { @object = "embedding", index = i, embedding = vector });
        return Results.Json(new { @object = "list", data, model = "tiny", usage = new { prompt_tokens = 1, total_tokens = 1 } });
    }

    private float[] Vector(string text)
    {
        var vector = new float[Length];
        foreach (string word in text.ToLowerInvariant().Split([' ', '\n', '.', '?'], StringSplitOptions.RemoveEmptyEntries))
        {
            int hash = (word == "automobile" ? "car" : word).Aggregate(17, (h, c) => unchecked((h * 31) + c));
            vector[(int)((uint)hash % Length)] += 3; // not of length 1: that is for who asks
        }

        return vector;
    }
}
