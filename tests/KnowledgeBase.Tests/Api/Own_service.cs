using KnowledgeBase.Api;
using KnowledgeBase.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Api;

/// <summary>A service with settings and content of its own, without articles and tickets unless they are put in.</summary>
internal sealed class Own_service : IAsyncDisposable
{
    private readonly TempFolder data = new();
    private readonly WebApplication app;

    public Own_service(params string[] settings) => app = Service.Build(
        ["--Urls=http://127.0.0.1:0", $"--KnowledgeBase:DataPath={data.Path}", "--KnowledgeBase:ArticlesPath=", "--KnowledgeBase:SampleTickets=false", "--Logging:LogLevel:Default=Error", .. settings]);

    public KnowledgeStore Store => app.Services.GetRequiredService<Engine>().Store;

    /// <summary>Where it listens, as this machine calls it.</summary>
    public Uri Address => new(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));

    public async Task<HttpClient> Start()
    {
        await app.StartAsync();
        var engine = app.Services.GetRequiredService<Engine>();
        for (int i = 0; i < 600 && !(engine.HasLearned && engine.IsAnnounced); i++)
        {
            await Task.Delay(50);
        }

        return new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        data.Dispose();
    }
}
