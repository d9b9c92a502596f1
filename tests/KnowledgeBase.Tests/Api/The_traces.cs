using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed class The_traces : IAsyncLifetime
{
    private static readonly string[] Spans = ["GET /api/v1/search", "retrieve", "kb.candidates", "rank", "kb.model", "answer", "kb.abstained", "store read", "store write", "index changes"];

    private readonly ConcurrentQueue<string> received = new();
    private WebApplication? collector;

    public async Task InitializeAsync()
    {
        collector = Neighbour.Make();
        collector.MapPost("/v1/{signal}", async (HttpRequest request, string signal) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            received.Enqueue($"{signal} {Encoding.Latin1.GetString(body.ToArray())}"); // Protocol Buffers keep text as it is
            return Results.Ok();
        });
        await collector.StartAsync();
    }

    public async Task DisposeAsync() => await collector!.DisposeAsync();

    [Fact]
    public async Task Of_a_search_say_what_took_its_time_and_nothing_a_person_wrote()
    {
        await using var own = new Own_service(
            $"--OTEL_EXPORTER_OTLP_ENDPOINT={collector!.Urls.First()}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "--OTEL_BSP_SCHEDULE_DELAY=100", "--OTEL_METRIC_EXPORT_INTERVAL=200");
        using var client = await own.Start();
        using var written = await client.PostAsJsonAsync("/api/v1/articles", new { id = "quokka", markdown = "# Feed a quokka\n\nLeaves and grass." });
        written.EnsureSuccessStatusCode();
        await client.GetStringAsync("/api/v1/search?q=feeding+my+quokka+zanzibarword");
        for (int i = 0; i < 100 && !(Spans.All(span => Said("traces").Contains(span, StringComparison.Ordinal)) && Said("metrics").Contains("knowledgebase_searches", StringComparison.Ordinal)); i++)
        {
            await Task.Delay(100);
        }

        string traces = Said("traces");
        Assert.All(Spans, span => Assert.Contains(span, traces, StringComparison.Ordinal));
        Assert.DoesNotContain("zanzibarword", traces, StringComparison.Ordinal);
        Assert.Contains("knowledgebase_searches", Said("metrics"), StringComparison.Ordinal);
    }

    private string Said(string signal) => string.Concat(received.Where(r => r.StartsWith(signal, StringComparison.Ordinal)));
}
