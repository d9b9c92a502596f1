using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeBase.Tests.Api;
using KnowledgeBase.Tests.Store;

namespace KnowledgeBase.Tests.Embedders;

public sealed class An_endpoint : IDisposable
{
    private readonly StorePlace place = new StorePlace.Sqlite();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Places_by_meaning()
    {
        await using var endpoint = await Embedding_endpoint.Start();
        await using var node = await Started(endpoint);
        Assert.Equal("car", (await node.Find("my automobile"))[0]);
        Assert.False((await Search(node, "my automobile")).TryGetProperty("semantic", out _));
        int before = endpoint.Requests;
        await Search(node, "my automobile");
        Assert.Equal(before, endpoint.Requests); // a question is remembered
    }

    [Fact]
    public async Task Places_tickets_many_at_a_time()
    {
        await using var endpoint = await Embedding_endpoint.Start();
        await using var node = await Started(endpoint);
        int before = endpoint.Requests;
        string lines = string.Join('\n', Enumerable.Range(0, 64).Select(i => $$"""{"id":"t{{i}}","created":"2026-01-01T00:00:00Z","text":"number{{i}} of my automobile","articles":["car"]}"""));
        await node.Client.PostAsync("/api/v1/tickets/import", new StringContent(lines, System.Text.Encoding.UTF8, "application/x-ndjson"));
        await Node.Until(() => node.Engine.Index.TicketCount == 64);
        Assert.InRange(endpoint.Requests - before, 1, 8); // 2, and a probe now and then
        var suggested = await (await node.Client.PostAsJsonAsync("/api/v1/suggest", new { text = "the car" })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.NotEqual(0, suggested.GetProperty("tickets").GetArrayLength()); // by meaning: no ticket has these words
    }

    [Fact]
    public async Task That_goes_down_leaves_search_by_words_which_says_so_and_comes_back()
    {
        var endpoint = await Embedding_endpoint.Start();
        string address = endpoint.Address[..^3];
        await using var node = await Started(endpoint);
        await endpoint.DisposeAsync();

        var found = await Search(node, "kettle");
        Assert.Equal("unavailable", found.GetProperty("semantic").GetString());
        Assert.Equal("tea", found.GetProperty("articles")[0].GetProperty("id").GetString());
        var clock = Stopwatch.StartNew();
        Assert.Equal("unavailable", (await Search(node, "another kettle")).GetProperty("semantic").GetString());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"{clock.Elapsed}: nobody waits for what has just failed");
        await node.Write("bus", "---\ntitle: Automobile repair\n---\nWait.");
        Assert.Equal("bus", (await node.Find("repair"))[0]);
        Assert.StartsWith("does not answer, search goes by words", node.Engine.EmbeddingState, StringComparison.Ordinal);
        Assert.Contains("does not answer, search goes by words", await node.Client.GetStringAsync("/admin"), StringComparison.Ordinal);

        await using var again = await Embedding_endpoint.Start(address);
        await Node.Until(() => node.Engine.EmbeddingState.Length == 0);
        await Node.Until(() => node.Find("car").Result.Contains("bus")); // placed though it came in while nobody could
        Assert.False((await Search(node, "my automobile, please")).TryGetProperty("semantic", out _));
    }

    [Fact]
    public async Task That_is_slow_makes_nobody_wait_longer_than_set()
    {
        await using var endpoint = await Embedding_endpoint.Start();
        await using var node = await Started(endpoint, "--KnowledgeBase:Embedding:QuestionSeconds=0.3");
        endpoint.Delay = TimeSpan.FromSeconds(20);
        var clock = Stopwatch.StartNew();
        var found = await Search(node, "kettle");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
        Assert.Equal(("unavailable", "tea"), (found.GetProperty("semantic").GetString(), found.GetProperty("articles")[0].GetProperty("id").GetString()));
    }

    [Fact]
    public async Task That_stumbles_is_asked_again()
    {
        await using var endpoint = await Embedding_endpoint.Start();
        (endpoint.Status, endpoint.Failures) = (503, 2);
        await using var node = await Started(endpoint);
        Assert.Equal("car", (await node.Find("my automobile"))[0]);
        Assert.True(endpoint.Requests > 2);
    }

    [Theory]
    [InlineData(8, 200, "gives vectors of 8 components, not 64")]
    [InlineData(64, 401, "not now")]
    public async Task That_gives_other_vectors_or_refuses_is_not_gone_over_to(int length, int status, string said)
    {
        await using var endpoint = await Embedding_endpoint.Start();
        (endpoint.Length, endpoint.Status) = (length, status);
        await using var node = await Node.Start([.. place.Settings, .. endpoint.Settings]);
        await node.Write("car", "---\ntitle: The car does not start\n---\nTurn the key.");
        await Node.Until(() => node.Engine.EmbeddingState.Length > 0);
        Assert.StartsWith("is built in and stands in", node.Engine.EmbeddingState, StringComparison.Ordinal);
        Assert.Contains(said, node.Engine.EmbeddingState, StringComparison.Ordinal);
        var found = await Search(node, "car start");
        Assert.Equal("car", found.GetProperty("articles")[0].GetProperty("id").GetString());
        Assert.False(found.TryGetProperty("semantic", out _)); // the one built in compares
    }

    [Theory]
    [InlineData("Kind=word2vec", "KnowledgeBase:Embedding:Kind is 'word2vec': write static, onnx or openai.")]
    [InlineData("Kind=onnx", "KnowledgeBase:Embedding:Path")]
    [InlineData("Kind=openai", "KnowledgeBase:Embedding:Endpoint")]
    [InlineData("Dimension=3", "'Dimension'")]
    [InlineData("QuestionSeconds=0", "QuestionSeconds")]
    public async Task A_wrong_setting_stops_the_start_in_one_line(string setting, string said)
    {
        var (code, _, errors) = await Executable.Run(["serve", "--Urls=http://127.0.0.1:0", .. place.Settings, "--KnowledgeBase:Embedding:" + setting]);
        Assert.Equal(2, code);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    private async Task<Node> Started(Embedding_endpoint endpoint, params string[] settings)
    {
        var node = await Node.Start([.. place.Settings, .. endpoint.Settings, .. settings]);
        await node.Write("car", "---\ntitle: The car does not start\n---\nTurn the key.");
        await node.Write("tea", "---\ntitle: The kettle does not boil\n---\nFill in water.");
        await Node.Until(() => node.Engine.Index.Embedding.Id.StartsWith("openai-", StringComparison.Ordinal));
        return node;
    }

    private static Task<JsonElement> Search(Node node, string question) =>
        node.Client.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={Uri.EscapeDataString(question)}");
}
