using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Indexing;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Benchmarks;

/// <summary>What an index costs: to build from the store, to commit, to load, to change by one article; on disk and in memory.</summary>
internal static class IndexCost
{
    private const int Saves = 50;

    public static int Run(string[] args)
    {
        var arguments = new Arguments(args);
        string folder = arguments.Text("store") ?? Directory.CreateTempSubdirectory("kb-index-").FullName;
        Console.WriteLine("| sections | sections per CPU s | built s | commit s | loaded s | CPU s | a save found ms, p50 | p99 | MB on disk | MB in memory |\n|---|---|---|---|---|---|---|---|---|---|");
        foreach (string file in arguments.Rest)
        {
            var corpus = SpeedCorpus.Read(file, arguments.Number("sections", int.MaxValue));
            int sections = corpus.Articles.Count;
            using var store = corpus.Store(Path.Combine(folder, sections.ToString(CultureInfo.InvariantCulture)));
            var some = corpus.Articles.Take(Saves).ToList();
            corpus.Forget();
            _ = StaticEmbedding.Default.Id;
            long before = GC.GetTotalMemory(forceFullCollection: true);
            string place = Directory.CreateTempSubdirectory("kb-index-").FullName;
            using (var kept = IndexFolder.TryOpen(place, out string _)!)
            {
                double used = 0, built, committed;
                using (var live = new LiveIndex(store, StaticEmbedding.Default, kept, Console.Error.WriteLine))
                {
                    built = Timed(() => live.CatchUp(), out used);
                    committed = Timed(() => live.Commit(), out _);
                }

                using var again = new LiveIndex(store, StaticEmbedding.Default, kept, Console.Error.WriteLine);
                double loaded = Timed(() => again.CatchUp(), out double loading);
                long memory = GC.GetTotalMemory(forceFullCollection: true) - before;
                double disk = Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length) / 1e6;
                var saves = new List<double>();
                foreach (var article in some)
                {
                    store.PutArticle(article with { Title = article.Title + " " + Guid.NewGuid().ToString("N")[..6] }, "benchmark");
                    saves.Add(1e3 * Timed(() => again.CatchUp(), out _));
                }

                saves.Sort();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {sections:N0} | {sections / used:F0} | {built:F1} | {committed:F1} | {loaded:F1} | {loading:F1} | {saves[Saves / 2]:F0} | {saves[Saves * 99 / 100]:F0} | {disk:F0} | {memory / 1e6:F0} |"));
            }

            Directory.Delete(place, recursive: true);
        }

        Console.WriteLine($"\nLoad of the machine {File.ReadAllText("/proc/loadavg").Split(' ')[0]}, {Environment.ProcessorCount} cores.");
        return 0;
    }

    private static double Timed(Action work, out double cpuSeconds)
    {
        using var process = Process.GetCurrentProcess();
        var used = process.TotalProcessorTime;
        long began = Stopwatch.GetTimestamp();
        work();
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        process.Refresh();
        cpuSeconds = (process.TotalProcessorTime - used).TotalSeconds;
        return seconds;
    }
}
