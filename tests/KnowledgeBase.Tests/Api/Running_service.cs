using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeBase.Api;
using KnowledgeBase.Api.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Api;

/// <summary>The real service on a real Kestrel with the shipped content and a store of its own.</summary>
public sealed class Running_service : IAsyncLifetime
{
    private readonly TempFolder data = new();
    private WebApplication? app;

    /// <summary>Address of another site, where nothing is yet, whose pages may show the widget.</summary>
    public Uri OtherSite { get; } = FreeAddress();

    public HttpClient Client { get; private set; } = new();

    /// <summary>Every address of the service.</summary>
    public IReadOnlyList<RouteEndpoint> Routes => [.. app!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>A caller from outside, through a proxy; with the key of a role when one is named.</summary>
    public async Task<HttpClient> Outside(Role role = Role.Reader)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Client.BaseAddress };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        if (role > Role.Reader)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", await NewKey(role));
        }

        return client;
    }

    /// <summary>A new key.</summary>
    public async Task<string> NewKey(Role role, string? name = null)
    {
        var made = await Client.PostAsJsonAsync("/api/v1/keys", new { name = name ?? $"test {role}", role = role.ToString().ToLowerInvariant() });
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
    }

    /// <summary>Posts a form as its page gives it out, with these fields filled in.</summary>
    public async Task<HttpResponseMessage> PostForm(string page, string action, params (string Name, string Value)[] fields)
    {
        string html = await Client.GetStringAsync(page);
        string token = Regex.Match(html, "name=\"form\" value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new FormUrlEncodedContent([.. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)), new("form", token)]);
        return await Client.PostAsync(action, form);
    }

    public async Task InitializeAsync()
    {
        app = Service.Build([
            "--Urls=http://127.0.0.1:0", $"--KnowledgeBase:DataPath={data.Path}", $"--KnowledgeBase:ArticlesPath={Repository.Articles}", "--Logging:LogLevel:Default=Warning",
            $"--KnowledgeBase:Widget:Origins:0={OtherSite.GetLeftPart(UriPartial.Authority)}"]);
        await app.StartAsync();
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
        var engine = app.Services.GetRequiredService<Engine>();
        for (int i = 0; i < 1800 && !engine.HasLearned; i++)
        {
            await Task.Delay(100); // the tests see the models that go on to serve, and have the processor to themselves
        }

        Assert.True(engine.HasLearned, "The service did not finish learning in three minutes.");
    }

    private static Uri FreeAddress()
    {
        using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        return new Uri($"http://127.0.0.1:{((System.Net.IPEndPoint)probe.LocalEndpoint).Port}");
    }

    public async Task DisposeAsync()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
        data.Dispose();
    }
}

/// <summary>One service for all tests that call it: a start and a lesson cost half a minute.</summary>
// Alone: meters are the whole process', so a service beside it would be counted in its metrics; and browsers want the machine.
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Service_tests : ICollectionFixture<Running_service>, ICollectionFixture<Browser>
{
    public const string Name = "service";
}
