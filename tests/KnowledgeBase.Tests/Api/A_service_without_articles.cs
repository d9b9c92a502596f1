using KnowledgeBase.Api;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed class A_service_without_articles
{
    [Fact]
    public async Task Serves_and_keeps_the_shipped_model()
    {
        using var data = new TempFolder();
        await using var app = Service.Build(["--Urls=http://127.0.0.1:0", $"--KnowledgeBase:DataPath={data.Path}", "--KnowledgeBase:ArticlesPath=", "--Logging:LogLevel:Default=Warning"]);
        var engine = app.Services.GetRequiredService<Engine>();
        string shipped = engine.ModelVersion;
        await app.StartAsync();
        for (int i = 0; i < 400 && !engine.HasLearned; i++)
        {
            await Task.Delay(100);
        }

        Assert.True(engine.HasLearned, "The service did not finish learning.");
        Assert.Equal(shipped, engine.ModelVersion);
        Assert.False(app.Lifetime.ApplicationStopping.IsCancellationRequested);
        await app.StopAsync();
    }
}
