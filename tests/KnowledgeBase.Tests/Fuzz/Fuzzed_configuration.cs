using KnowledgeBase.Api;
using KnowledgeBase.Api.Settings;
using KnowledgeBase.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Tests.Fuzz;

/// <summary>Settings made of real ones: the service is built, or says in one line what is wrong with them.</summary>
internal static class Fuzzed_configuration
{
    private static readonly string[] Settings =
    [
        "ArticlesPath=articles", "SampleTickets=true", "Answering:TargetPrecision=0.85", "Limits:Reads=16", "Limits:Seconds=30", "Limits:PerMinute:Search=1200", "Widget:Origins:0=https://www.example.com",
        "Webhook:Url=https://hooks.example.com/x", "Webhook:Secret=0123456789abcdef", "Webhook:AllowInside=false", "Access:TrustLocal=true", "Access:OpenIdConnect:Authority=https://id.example.com",
        "Access:OpenIdConnect:ClientId=kb", "Access:OpenIdConnect:RoleClaim=roles", "Retention:SearchDays=400", "Database=Host=localhost;Database=kb;Username=kb;Password=x y;Timeout=3",
    ];

    public static Task<int> Run(string folder) => Fuzzer.Run("configuration", Settings, (setting, mutations) =>
    {
        KnowledgeStore.ConnectionFault(setting);
        string[] args = [.. Enumerable.Range(0, mutations.Number(3)).Select(_ => Settings[mutations.Number(Settings.Length)]).Append(setting).Select(s => "--KnowledgeBase:" + s), $"--KnowledgeBase:DataPath={folder}"];
        try
        {
            using var app = Service.Build(args);
            _ = app.Services.GetRequiredService<IOptions<KnowledgeBaseOptions>>().Value;
        }
        catch (Exception fault) when (Commands.Fault(fault) is { } said)
        {
            Assert.DoesNotContain('\n', said);
        }

        return Task.CompletedTask;
    });
}
