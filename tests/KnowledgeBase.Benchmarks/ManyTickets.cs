using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeBase.Benchmarks.Torture;

namespace KnowledgeBase.Benchmarks;

/// <summary>What very many small resolved tickets cost: to take in, to build an index of, to start with, to ask.</summary>
internal static class ManyTickets
{
    private const int Packages = 100_000;
    private const int Asked = 200;

    private static readonly string[] Verbs = ["publish", "install", "update", "remove", "unpublish", "deprecate", "transfer", "link", "pack", "star", "rename", "lock", "build", "test"];
    private static readonly string[] Nouns = ["package", "token", "scope", "organization", "account", "team", "mirror", "version", "tag", "lockfile", "workspace", "script", "hook", "proxy", "certificate", "password", "invoice", "seat", "readme", "tarball", "checksum", "provenance"];
    private static readonly string[] States = ["old", "private", "broken", "stuck", "slow", "missing", "locked", "duplicate", "strange", "wrong", "expired", "shared", "empty", "nested"];
    private static readonly string[] Codes = ["E401", "E403", "E404", "E429", "EACCES", "EPERM", "ENOENT", "ERESOLVE", "EINTEGRITY", "ECONNRESET", "ETIMEDOUT", "EOTP", "EBADENGINE"];

    public static async Task<int> Run(string[] args)
    {
        var arguments = new Arguments(args);
        int count = arguments.Number("count", 1_000_000);
        string folder = arguments.Text("store") ?? Directory.CreateTempSubdirectory("kb-tickets-").FullName;
        string file = Path.Combine(folder, "tickets.jsonl"), data = Path.Combine(folder, "data");
        var random = new Random(1);
        using (var to = new StreamWriter(file))
        {
            for (int i = 0; i < count; i++)
            {
                to.WriteLine(JsonSerializer.Serialize(Ticket(random, i), JsonSerializerOptions.Web));
            }
        }

        var (importSeconds, importPeak) = Import(file, data);
        string[] settings = [$"--KnowledgeBase:DataPath={data}", "--KnowledgeBase:Limits:PerMinute:Search=0"];
        double builtPeak = 0;
        double built = await Start.Timed(settings, null, async service =>
        {
            builtPeak = service.PeakResident / 1e6;
            while (Directory.GetFiles(Path.Combine(data, "index"), "segments_*", SearchOption.AllDirectories).Length == 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
            }

            await Start.Stop(service);
        });
        double memory = 0;
        double[] times = [];
        double loaded = await Start.Timed(settings, null, async service =>
        {
            memory = service.PeakResident / 1e6;
            times = await Ask(service);
            await Start.Stop(service);
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | tickets | import s | MB at most | built: s to ready | MB at most | loaded: s to ready | MB at most | a suggestion ms, p50 | p99 |
            |---|---|---|---|---|---|---|---|---|
            | {count:N0} | {importSeconds:F0} | {importPeak:F0} | {built:F0} | {builtPeak:F0} | {loaded:F1} | {memory:F0} | {times[Asked / 2]:F1} | {times[Asked * 99 / 100]:F1} |

            Load of the machine {File.ReadAllText("/proc/loadavg").Split(' ')[0]}, {Environment.ProcessorCount} cores.
            """));
        if (arguments.Text("store") is null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static (double Seconds, double PeakMegabytes) Import(string file, string data)
    {
        long began = Stopwatch.GetTimestamp();
        using var process = Process.Start("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "KnowledgeBase.Api.dll"), "import", "tickets", file, $"--KnowledgeBase:DataPath={data}", "--KnowledgeBase:ArticlesPath="]);
        long peak = 0;
        while (!process.WaitForExit(200))
        {
            process.Refresh();
            peak = process.HasExited ? peak : Math.Max(peak, process.PeakWorkingSet64);
        }

        return process.ExitCode == 0 ? (Stopwatch.GetElapsedTime(began).TotalSeconds, peak / 1e6) : throw new InvalidOperationException("The import failed.");
    }

    private static async Task<double[]> Ask(ServiceProcess service)
    {
        var random = new Random(2);
        var times = new List<double>();
        for (int i = 0; i < 2 * Asked; i++)
        {
            string text = Question(random);
            long began = Stopwatch.GetTimestamp();
            using var answer = await service.Client.PostAsJsonAsync("/api/v1/suggest", new { text });
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return [.. times.Skip(Asked).Order()]; // warm
    }

    private static object Ticket(Random random, int number) => new
    {
        id = "m" + number.ToString(CultureInfo.InvariantCulture),
        created = DateTimeOffset.UnixEpoch.AddMinutes(27_000_000 + number),
        channel = "email",
        subject = $"cannot {Of(Verbs, random)} {Of(States, random)} {Of(Nouns, random)}",
        text = Question(random),
        answer = $"Please {Of(Verbs, random)} the {Of(Nouns, random)} first, then try again.",
    };

    // A few packages are asked about often, most hardly ever.
    private static string Question(Random random) => string.Create(
        CultureInfo.InvariantCulture,
        $"When I {Of(Verbs, random)} my {Of(States, random)} {Of(Nouns, random)} {Of(Nouns, random)}-{(int)Math.Pow(Packages, random.NextDouble())} I get {Of(Codes, random)} and the {Of(Nouns, random)} is {Of(States, random)}. Tried to {Of(Verbs, random)} the {Of(Nouns, random)}, no change.");

    private static string Of(string[] words, Random random) => words[random.Next(words.Length)];
}
