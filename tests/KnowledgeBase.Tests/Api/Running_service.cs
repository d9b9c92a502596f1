using System.Net;
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
        for (int i = 0; i < 300 && (await Client.GetAsync("/health/ready")).StatusCode != HttpStatusCode.OK; i++)
        {
            await Task.Delay(100);
        }
    }

    public async Task DisposeAsync()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
        data.Dispose();
    }
}
