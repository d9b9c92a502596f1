using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Answering;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Benchmarks;

/// <summary>What a question costs beside raw Lucene.NET: the same questions in turns, in one process and on one thread.</summary>
internal static class Speed
{
    private const int WarmUp = 300;

    public static int Run(string[] args)
    {
        var arguments = new Arguments(args);
        int most = arguments.Number("queries", 2_000);
        foreach (string file in arguments.Rest)
        {
            Measure(SpeedCorpus.Read(file, arguments.Number("sections", int.MaxValue)), most, arguments.Text("store"));
        }

        return 0;
    }

    private static void Measure(SpeedCorpus corpus, int most, string? folder)
    {
        string data = folder ?? Directory.CreateTempSubdirectory("speed").FullName;
        try
        {
            using var store = corpus.Store(Path.Combine(data, corpus.Articles.Count.ToString(CultureInfo.InvariantCulture)));
            using var responder = new Responder(store, StaticEmbedding.Default, new Ranker(RankingModel.Shipped()));
            long began = Stopwatch.GetTimestamp();
            responder.CatchUp();
            double indexed = Stopwatch.GetElapsedTime(began).TotalSeconds;
            using var raw = new RawLucene(corpus.Articles);
            corpus.Forget();
            long heap = GC.GetTotalMemory(forceFullCollection: true) - raw.Bytes;
            var retriever = new Retriever(responder.Index);
            var visible = new Visible(store);
            SpeedSamples[] systems =
            [
                new("raw Lucene.NET", q => raw.Search(q)),
                new("lexical", q => retriever.Find(Question.Of(q), Viewer.Public, Fusion.Views.Lexical)),
                new("full pipeline", q => responder.Respond(q, Viewer.Public, 10)),
                new("completion", q => Completions.Of(responder.Index, visible, q[..Math.Min(q.Length, 2 + (q.Length % 12))], Viewer.Public, 6)),
            ];
            var questions = corpus.Questions.Take(most).ToList();
            foreach (string question in questions.Take(WarmUp))
            {
                Array.ForEach(systems, s => s.Ask(question, measure: false));
            }

            foreach (string question in questions)
            {
                Array.ForEach(systems, s => s.Ask(question, measure: true));
            }

            Print(responder.Index.ArticleCount, questions.Count, systems, indexed, heap);
            SpeedStages.Print(responder.Index, visible, [.. questions.Take(500)]);
            var (mean, low) = SpeedRecall.Of(responder.Index, [.. questions.Take(100)]);
            Console.WriteLine($"Of the 100 articles that exact cosines put first {mean:P2} are found by signs, {low:P1} for the question at the fifth percentile.\n");
        }
        finally
        {
            if (folder is null)
            {
                Directory.Delete(data, recursive: true);
            }
        }
    }

    private static void Print(int sections, int questions, SpeedSamples[] systems, double indexed, long heap)
    {
        double bar = systems[0].Cpu(0.5);
        Console.WriteLine($"### {sections:N0} sections, {questions:N0} questions\n");
        Console.WriteLine("| system | CPU p50 to raw | p99 to own p50 | CPU ms p50 | p95 | p99 | wall ms p50 | p95 | p99 | kB p50 |\n|---|---|---|---|---|---|---|---|---|---|");
        foreach (var s in systems)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {s.Name} | {s.Cpu(0.5) / bar:F2} | {s.Cpu(0.99) / s.Cpu(0.5):F1} | {s.Cpu(0.5):F3} | {s.Cpu(0.95):F3} | {s.Cpu(0.99):F3} | {s.Wall(0.5):F3} | {s.Wall(0.95):F3} | {s.Wall(0.99):F3} | {s.Bytes(0.5) / 1e3:F0} |"));
        }

        Console.WriteLine($"\nStore to searchable {indexed:F1} s, {heap / 1e6:F0} MB held; load of the machine {File.ReadAllText("/proc/loadavg").Split(' ')[0]}, {Environment.ProcessorCount} cores.\n");
    }
}
