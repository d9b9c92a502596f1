using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;
using KnowledgeBase.Benchmarks.Torture;

namespace KnowledgeBase.Benchmarks;

/// <summary>What a start costs: the service as a process of its own, to ready with and without an index on disk, before it has learned and after, its first question, its memory.</summary>
internal static partial class Start
{
    private const int Terminate = 15; // SIGTERM
    private const int Warm = 300;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10); // to learn; a lesson that is no better never goes live

    public static async Task<int> Run(string[] args)
    {
        var arguments = new Arguments(args);
        string folder = arguments.Text("store") ?? Directory.CreateTempSubdirectory("kb-start-").FullName;
        Console.WriteLine("| sections | start | s to ready | CPU s | first question ms | warm p50 ms | ratio | MB resident at ready | at most until then | after the questions | MB of index on disk |\n|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (string file in arguments.Rest)
        {
            var corpus = SpeedCorpus.Read(file, arguments.Number("sections", int.MaxValue));
            string data = Path.Combine(folder, corpus.Articles.Count.ToString(CultureInfo.InvariantCulture));
            corpus.Store(data).Dispose();
            await Measure(corpus.Articles.Count, corpus.Questions, data, arguments.Text("published"));
        }

        Console.WriteLine($"\nLoad of the machine {File.ReadAllText("/proc/loadavg").Split(' ')[0]}, {Environment.ProcessorCount} cores.");
        if (arguments.Text("store") is null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task Measure(int sections, IReadOnlyList<string> questions, string data, string? published)
    {
        string index = Path.Combine(data, "index");
        if (Directory.Exists(index))
        {
            Directory.Delete(index, recursive: true);
        }

        string[] settings = [$"--KnowledgeBase:DataPath={data}", "--KnowledgeBase:Limits:PerMinute:Search=0", ServiceProcess.EachSearched];
        await Measured("with nothing on disk", Stop);
        await Measured("with an index, to learn", async service =>
        {
            await service.Learned(Longest);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {sections:N0} | learned, {service.Cpu.TotalSeconds:F0} CPU s after its start, {service.PeakResident / 1e6:F0} MB at most |"));
            await Stop(service);
        });
        await Measured("with an index, learned", Stop);
        await Measured("the same again", Stop);

        async Task Measured(string start, Func<ServiceProcess, Task> then)
        {
            double cpu = 0, atReady = 0, most = 0, first = 0, warm = 0, later = 0;
            double seconds = await Timed(settings, published, async service =>
            {
                (cpu, atReady, most) = (service.Cpu.TotalSeconds, service.Resident / 1e6, service.PeakResident / 1e6);
                await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/complete?q=warm"); // the client's own first request
                first = await Ask(service, questions[0]);
                var times = new List<double>();
                for (int i = 1; i <= 2 * Warm; i++)
                {
                    times.Add(await Ask(service, questions[i]));
                }

                warm = times.Skip(Warm).Order().ElementAt(Warm / 2);
                later = service.Resident / 1e6;
                await then(service);
            });
            double disk = Directory.EnumerateFiles(index, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length) / 1e6;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {sections:N0} | {start} | {seconds:F1} | {cpu:F1} | {first:F1} | {warm:F2} | {first / warm:F1} | {atReady:F0} | {most:F0} | {later:F0} | {disk:F0} |"));
        }
    }

    /// <summary>Seconds from nothing to ready.</summary>
    public static async Task<double> Timed(string[] settings, string? published, Func<ServiceProcess, Task> then)
    {
        long began = Stopwatch.GetTimestamp();
        using var service = await ServiceProcess.Start(settings, published);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await then(service);
        return seconds;
    }

    private static async Task<double> Ask(ServiceProcess service, string question)
    {
        long began = Stopwatch.GetTimestamp();
        await service.Search(question);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    /// <summary>Ends it as an operator does: what it has is committed.</summary>
    public static async Task Stop(ServiceProcess service)
    {
        _ = Kill(service.Id, Terminate);
        await service.Exited();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
