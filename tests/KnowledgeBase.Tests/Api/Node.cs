using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeBase.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Api;

/// <summary>One service, ready, on a store that it may share with others.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly WebApplication app;

    private Node(WebApplication app, HttpClient client)
    {
        this.app = app;
        Client = client;
    }

    public HttpClient Client { get; }

    public Engine Engine => app.Services.GetRequiredService<Engine>();

    /// <summary>Starts one without articles and sample tickets, unless <paramref name="settings"/> say else.</summary>
    public static async Task<Node> Start(params string[] settings)
    {
        var app = Service.Build(["--Urls=http://127.0.0.1:0", "--KnowledgeBase:ArticlesPath=", "--KnowledgeBase:SampleTickets=false", "--Logging:LogLevel:Default=Warning", .. settings]);
        await app.StartAsync();
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var node = new Node(app, new HttpClient { BaseAddress = new Uri(address) });
        await Until(() => node.Engine.IsReady);
        return node;
    }

    /// <summary>Waits for <paramref name="condition"/>; fails after half a minute.</summary>
    public static async Task Until(Func<bool> condition)
    {
        for (int i = 0; i < 600 && !condition(); i++)
        {
            await Task.Delay(50);
        }

        Assert.True(condition(), "It did not come about in half a minute.");
    }

    /// <summary>Writes an article and returns the number of the change.</summary>
    public async Task<long> Write(string id, string markdown)
    {
        var response = await Client.PostAsJsonAsync("/api/v1/articles", new { id, markdown });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return long.Parse(response.Headers.GetValues("Sequence").Single(), CultureInfo.InvariantCulture);
    }

    /// <summary>True when it has exactly this article.</summary>
    public bool Index(string id) => Engine.Index.Articles.Values.Select(a => a.Article.Id).SequenceEqual([id]);

    /// <summary>Ids of the articles found.</summary>
    public async Task<IReadOnlyList<string>> Find(string question, long? after = null)
    {
        var found = await Client.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={Uri.EscapeDataString(question)}{(after is { } sequence ? $"&after={sequence}" : "")}");
        return [.. found.GetProperty("articles").EnumerateArray().Select(a => a.GetProperty("id").GetString()!)];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
