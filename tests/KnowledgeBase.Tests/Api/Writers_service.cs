using System.Text.RegularExpressions;
using KnowledgeBase.Api;
using KnowledgeBase.Articles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Api;

/// <summary>The real service over a copy of some shipped articles, which tests may change.</summary>
public sealed class Writers_service : IAsyncLifetime
{
    private static readonly string[] Shelves = ["install", "publishing", "agents"];

    private readonly TempFolder data = new(), articles = new();
    private WebApplication? app;

    public HttpClient Client { get; private set; } = new();

    public string Articles => articles.Path;

    public Engine Engine => app!.Services.GetRequiredService<Engine>();

    public Imports Imports => app!.Services.GetRequiredService<Imports>();

    /// <summary>Posts a form as its page gives it out, with these fields filled in.</summary>
    public async Task<HttpResponseMessage> PostForm(string page, string action, params (string Name, string Value)[] fields)
    {
        string token = Regex.Match(await Client.GetStringAsync(page), "name=\"form\" value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new FormUrlEncodedContent([.. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)), new("form", token)]);
        return await Client.PostAsync(action, form);
    }

    public async Task InitializeAsync()
    {
        foreach (string file in Shelves.SelectMany(s => Directory.GetFiles(Path.Combine(Repository.Articles, s), "*.md")))
        {
            // Without the questions there is nothing to learn from, and the processor is free for the tests.
            articles.File(Path.GetRelativePath(Repository.Articles, file), FrontMatterEdit.Set(await File.ReadAllTextAsync(file), new Dictionary<string, IReadOnlyList<string>> { ["questions"] = [] })!);
        }

        app = Service.Build([
            "--Urls=http://127.0.0.1:0", $"--KnowledgeBase:DataPath={data.Path}", $"--KnowledgeBase:ArticlesPath={articles.Path}", "--KnowledgeBase:SampleTickets=false", "--Logging:LogLevel:Default=Warning"]);
        await app.StartAsync();
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
        for (int i = 0; i < 600 && !Engine.IsReady; i++)
        {
            await Task.Delay(100);
        }

        Assert.True(Engine.IsReady, "The service was not ready in a minute.");
    }

    public async Task DisposeAsync()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
        data.Dispose();
        articles.Dispose();
    }
}

/// <summary>One service for all tests that change articles.</summary>
[CollectionDefinition(Name)]
public sealed class Writers_tests : ICollectionFixture<Writers_service>, ICollectionFixture<Browser>
{
    public const string Name = "writers";
}
