using KnowledgeBase.Articles;
using KnowledgeBase.Store;

namespace KnowledgeBase.Benchmarks;

/// <summary>How many articles a second writers get acknowledged, alone and beside each other.</summary>
internal static class Writes
{
    public static int Run(string[] args)
    {
        var arguments = new Arguments(args);
        double seconds = arguments.Number("seconds", 5.0);
        string database = arguments.Text("database") ?? "";
        var folder = Directory.CreateTempSubdirectory("kb-writes-");
        try
        {
            using var store = KnowledgeStore.Open(folder.FullName, TimeProvider.System, database);
            foreach (int writers in (ReadOnlySpan<int>)[1, 8, 32])
            {
                long began = TimeProvider.System.GetTimestamp(), written = 0;
                var threads = Enumerable.Range(0, writers).Select(w => new Thread(() =>
                {
                    for (int i = 0; TimeProvider.System.GetElapsedTime(began).TotalSeconds < seconds; i++)
                    {
                        store.PutArticle(new Article { Id = $"{writers}/{w}/{i}", Title = "How do I publish?", Body = new string('x', 2000) }, "benchmark");
                        Interlocked.Increment(ref written);
                    }
                })).ToList();
                threads.ForEach(t => t.Start());
                threads.ForEach(t => t.Join());
                Console.WriteLine($"{writers,3} writers: {written / TimeProvider.System.GetElapsedTime(began).TotalSeconds,7:F0} writes/s");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }
}
