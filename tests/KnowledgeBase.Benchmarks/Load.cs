using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Benchmarks.Torture;

namespace KnowledgeBase.Benchmarks;

/// <summary>
/// The service under load: a process of its own over loopback. Each number of clients first asks as fast as answers come, then questions arrive at
/// half that rate whether or not answers have come (an open loop: a question that has to wait counts its waiting). Raw Lucene.NET takes its turns before and after,
/// while the service has nothing to do. Every question is searched; the last line is as shipped, with answers remembered.
/// </summary>
internal static class Load
{
    private const int RawThreads = 8;
    private const int Typical = 8; // clients
    private static readonly int[] Most = [1, 2, 4, 8, 16, 32, 64];

    public static async Task<int> Run(string[] args)
    {
        var arguments = new Arguments(args);
        double seconds = arguments.Number("seconds", 5.0);
        int[] counts = arguments.Number("clients", 0) is > 0 and var only ? [only] : Most;
        string folder = arguments.Text("store") ?? Directory.CreateTempSubdirectory("kb-load-").FullName;
        foreach (string file in arguments.Rest)
        {
            var corpus = SpeedCorpus.Read(file, arguments.Number("sections", int.MaxValue));
            string data = Path.Combine(folder, corpus.Articles.Count.ToString(CultureInfo.InvariantCulture));
            corpus.Store(data).Dispose();
            using var raw = new RawLucene(corpus.Articles);
            Raw(raw, corpus, 3 * seconds);
            Console.WriteLine($"### {corpus.Articles.Count:N0} sections\n\nRaw Lucene.NET in process at {RawThreads} threads, in turns with the service.\n");
            Console.WriteLine("| clients | answers/s | raw, questions/s | to raw | service CPU ms an answer | open loop: arrivals/s | p50 ms | p95 | p99 | faults |\n|---|---|---|---|---|---|---|---|---|---|");
            using (var service = await ServiceProcess.Start([.. Settings(data), ServiceProcess.EachSearched]))
            {
                await service.Learned(TimeSpan.FromMinutes(5));
                await Closed(service, corpus.Questions, 4, 3 * seconds);
                foreach (int clients in counts)
                {
                    await Measure(service, clients, clients.ToString(CultureInfo.InvariantCulture));
                }
            }

            using (var service = await ServiceProcess.Start(Settings(data)))
            {
                await Closed(service, corpus.Questions, 4, 3 * seconds);
                await Measure(service, Typical, $"{Typical}, remembered");
            }

            async Task Measure(ServiceProcess service, int clients, string name)
            {
                double before = Raw(raw, corpus, seconds / 2);
                var cpu = service.Cpu;
                var (answers, faults) = await Closed(service, corpus.Questions, clients, seconds);
                double each = (service.Cpu - cpu).TotalMilliseconds / Math.Max(1, answers), rate = answers / seconds;
                double bare = (before + Raw(raw, corpus, seconds / 2)) / 2;
                var waits = await Open(service, corpus.Questions, clients, rate / 2, seconds);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {name} | {rate:F0} | {bare:F0} | {rate / bare:F2} | {each:F2} | {rate / 2:F0} | {At(waits, 0.5):F1} | {At(waits, 0.95):F1} | {At(waits, 0.99):F1} | {faults} |"));
            }
        }

        Console.WriteLine($"\nService and clients share {Environment.ProcessorCount} cores; load of the machine {File.ReadAllText("/proc/loadavg").Split(' ')[0]}.");
        if (arguments.Text("store") is null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static string[] Settings(string data) => [$"--KnowledgeBase:DataPath={data}", "--KnowledgeBase:Limits:PerMinute:Search=0"];

    private static double Raw(RawLucene raw, SpeedCorpus corpus, double seconds)
    {
        long count = 0, began = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, RawThreads).Select(t => new Thread(() =>
        {
            for (int i = t * 97; Stopwatch.GetElapsedTime(began).TotalSeconds < seconds; i++)
            {
                raw.Search(corpus.Questions[i % corpus.Questions.Count]);
                Interlocked.Increment(ref count);
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        return count / seconds;
    }

    private static async Task<(long Answers, long Faults)> Closed(ServiceProcess service, IReadOnlyList<string> questions, int clients, double seconds)
    {
        long answers = 0, faults = 0, began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(c => Task.Run(async () =>
        {
            for (int i = c * 131; Stopwatch.GetElapsedTime(began).TotalSeconds < seconds; i++)
            {
                if (await Ask(service, questions[i % questions.Count]))
                {
                    Interlocked.Increment(ref answers);
                }
                else
                {
                    Interlocked.Increment(ref faults);
                }
            }
        })));
        return (answers, faults);
    }

    private static async Task<List<double>> Open(ServiceProcess service, IReadOnlyList<string> questions, int clients, double rate, double seconds)
    {
        var waits = new ConcurrentBag<double>();
        int next = -1, all = (int)(rate * seconds);
        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            for (int i = Interlocked.Increment(ref next); i < all; i = Interlocked.Increment(ref next))
            {
                double due = i * 1e3 / rate, now = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                if (due > now + 1)
                {
                    await Task.Delay((int)(due - now));
                }

                while (Stopwatch.GetElapsedTime(began).TotalMilliseconds < due)
                {
                    await Task.Yield();
                }

                await Ask(service, questions[(i * 7) % questions.Count]);
                waits.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds - due);
            }
        })));
        return [.. waits.Order()];
    }

    private static async Task<bool> Ask(ServiceProcess service, string question)
    {
        using var answer = await service.Client.GetAsync($"/api/v1/search?q={Uri.EscapeDataString(question)}");
        await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode;
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];
}
