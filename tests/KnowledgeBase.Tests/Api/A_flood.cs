using KnowledgeBase.Benchmarks.Torture;
using Xunit.Abstractions;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed class A_flood(ITestOutputHelper output)
{
    private const double Unnoticed = 100; // milliseconds

    [SkippableFact]
    public async Task Of_searches_from_one_client_is_not_noticed_by_the_others()
    {
        Requires.That(OperatingSystem.IsLinux(), "only Linux has more than one loopback address without asking");
        using var folder = new TempFolder();
        var o = await Flood.Run(folder.Path, requests: 1_500, quiet: 5);
        output.WriteLine($"{o}");
        Assert.Equal(0, o.Refused);
        Assert.InRange(o.Served, 1_200, 1_400); // the client's minute, and what came back of it meanwhile
        Assert.InRange(o.FloodP95, 0, Math.Max(Unnoticed, 2 * o.QuietP95)); // the last percent is the machine's; the benchmark `flood` has it
        Assert.InRange(o.MemoryAfter, 0, o.MemoryBefore + 100);
    }
}
