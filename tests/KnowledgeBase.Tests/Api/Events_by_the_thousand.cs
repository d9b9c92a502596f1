using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeBase.Store;
using KnowledgeBase.Tests.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed class Events_by_the_thousand
{
    private const string Question = "how do I mend a lamp";

    [Fact]
    public async Task Move_no_ranking_not_even_after_the_next_lesson()
    {
        using var place = new StorePlace.Sqlite();
        await using var node = await Node.Start([.. place.Settings, "--KnowledgeBase:Limits:PerMinute:Event=0"]);
        foreach (string thing in (string[])["lamp", "kettle", "radio"])
        {
            await node.Write(thing, $"# How do I mend a {thing}?\n\nTake the {thing} apart, then mend it.");
        }

        Learn(node);
        string before = await Found(node);
        for (int i = 0; i < 200; i++)
        {
            await node.Client.PostAsJsonAsync("/api/v1/events", new { queryId = $"q{i}", actionName = "helpful", objectId = "radio", position = 1 });
        }

        node.Engine.Store.AddEvents([.. Enumerable.Range(0, 10_000).Select(i => new SearchEvent($"q{i}", i % 3 == 0 ? "solved" : i % 3 == 1 ? "click" : "helpful", DateTimeOffset.UnixEpoch, i % 2 == 0 ? "radio" : "kettle", 1, ""))]);
        Learn(node);
        Assert.Equal(before, await Found(node));
    }

    private static void Learn(Node node)
    {
        using (node.Engine.Lessons.TryBegin())
        {
            node.Engine.Lessons.Run(NullLogger.Instance, CancellationToken.None);
        }

        node.Engine.Adopt(NullLogger.Instance, CancellationToken.None);
        node.Engine.CatchUp();
    }

    private static async Task<string> Found(Node node) => string.Join('\n', (await node.Client.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={Uri.EscapeDataString(Question)}"))
        .GetProperty("articles").EnumerateArray().Select(a => $"{a.GetProperty("id")} {a.GetProperty("probability")}"));
}
