using System.Globalization;
using KnowledgeBase.Benchmarks.Torture;

namespace KnowledgeBase.Benchmarks;

/// <summary>What a flood of searches from one client does to the others.</summary>
internal static class FloodCommand
{
    public static async Task<int> Run(string[] args)
    {
        var arguments = new Arguments(args);
        string folder = Directory.CreateTempSubdirectory("kb-flood-").FullName;
        try
        {
            int requests = arguments.Number("requests", 10_000);
            var o = await Flood.Run(folder, requests, arguments.Number("quiet", 10.0));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"""
                {requests:N0} searches in one burst from one client, answered in {o.Seconds:F1} s, {o.Served:N0} of them served.
                Others: p50 {o.QuietP50:F1} ms and p99 {o.QuietP99:F1} ms without the flood, p50 {o.FloodP50:F1} ms and p99 {o.FloodP99:F1} ms during it ({o.FloodP99 / o.QuietP99:F1} times), {o.Refused} of {o.Asked} refused.
                Memory: {o.MemoryBefore} MB before, {o.MemoryAfter} MB ten seconds after. Load of the machine {File.ReadAllText("/proc/loadavg").Split(' ')[0]}.
                """));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }
}
