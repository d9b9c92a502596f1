using KnowledgeBase.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Api;

/// <summary>The real service on a real Kestrel with the shipped content and a store of its own.</summary>
public sealed class Running_service : IAsyncLifetime
{
    private readonly TempFolder data = new();
    private WebApplication? app;

    public HttpClient Client { get; private set; } = new();

    public async Task InitializeAsync()
    {
        app = Service.Build([
            "--Urls=http://127.0.0.1:0", $"--KnowledgeBase:DataPath={data.Path}", $"--KnowledgeBase:ArticlesPath={Repository.Articles}", "--Logging:LogLevel:Default=Warning"]);
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

    public async Task DisposeAsync()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
        data.Dispose();
    }
}

/// <summary>One service for all tests that call it: a start and a lesson cost half a minute.</summary>
[CollectionDefinition(Name)]
public sealed class Service_tests : ICollectionFixture<Running_service>, ICollectionFixture<Browser>
{
    public const string Name = "service";
}
