using System.Globalization;
using System.Numerics.Tensors;
using KnowledgeBase.Semantics;
using KnowledgeBase.Semantics.Training;

namespace KnowledgeBase.Benchmarks;

/// <summary>
/// Chooses between trainings without looking at the measuring sets: recall@10 in pools of 2,000 held-out pairs,
/// of a source seen in training (sumo t) and of two never seen (OfficeDocs-Support h, pnpm h). <c>--without FILE</c> writes the pairs that are not held out, to train from.
/// </summary>
internal static class EmbedDev
{
    private const int Pool = 2_000;

    private static readonly string[] Unseen = ["MicrosoftDocs+OfficeDocs-Support", "pnpm+pnpm.io"];

    public static bool IsHeldOut(TrainingPair pair) =>
        Unseen.Contains(pair.Source) || (pair.Source == "sumo-firefox" && Bucket(pair.Left) == 0);

    public static int Run(string[] args)
    {
        var arguments = new Arguments(args);
        if (arguments.Text("without") is { } rest)
        {
            File.WriteAllLines(rest, TrainingPairs.Read(arguments.Rest[0]).Where(p => !IsHeldOut(p)).Select(p => $"{p.Source}\t{p.Kind}\t{p.Left}\t{p.Right}"));
            return 0;
        }

        var pools = Pools(arguments.Rest[0]);
        if (arguments.Text("adapt") is { } settings)
        {
            return Adapted(EmbedEval.Load(arguments.Rest[1]), TrainingPairs.Read(arguments.Rest[0]).Where(IsHeldOut).ToList(), settings);
        }

        foreach (string path in arguments.Rest[1..])
        {
            var model = EmbedEval.Load(path);
            var scores = pools.ConvertAll(p => Recall(model, p));
            Console.WriteLine($"{Path.GetFileName(path),-28} dev {scores.Average():F4}  sumo {scores[0]:F4}  office {scores[1]:F4}  pnpm {scores[2]:F4}");
        }

        return 0;
    }

    // Each unseen source as a customer: three quarters of its headings teach, the others ask.
    private static int Adapted(StaticEmbedding general, List<TrainingPair> held, string settings)
    {
        foreach (string setting in settings.Split(','))
        {
            string[] parts = setting.Split(':');
            var options = EmbeddingAdapter.Defaults with
            {
                Steps = int.Parse(parts[0], CultureInfo.InvariantCulture),
                Rate = float.Parse(parts[1], CultureInfo.InvariantCulture),
                Batch = int.Parse(parts[2], CultureInfo.InvariantCulture),
            };
            Console.Write($"steps:rate:batch {setting,-18}");
            foreach (string source in Unseen)
            {
                var own = held.Where(p => p.Source == source).ToList();
                bool Asks(TrainingPair pair) => pair.Kind == "h" && Hash(pair.Left) % 4 == 0;
                var pool = Choose(own.FindAll(Asks), source, "h");
                var adapted = new EmbeddingAdapter(options, TimeProvider.System).Adapt(general, own.FindAll(p => !Asks(p)));
                Console.Write($"  {source} ({pool.Count}) {Recall(general, pool):F4} -> {Recall(adapted, pool):F4}, others {Recall(adapted, Choose(held, "sumo-firefox", "t")):F4}");
            }

            Console.WriteLine();
        }

        return 0;
    }

    private static List<List<TrainingPair>> Pools(string path)
    {
        var held = TrainingPairs.Read(path).Where(IsHeldOut).ToList();
        return [Choose(held, "sumo-firefox", "t"), Choose(held, Unseen[0], "h"), Choose(held, Unseen[1], "h")];
    }

    private static List<TrainingPair> Choose(List<TrainingPair> held, string source, string kind) =>
        [.. held.Where(p => p.Source == source && p.Kind == kind).DistinctBy(p => p.Left).DistinctBy(p => p.Right)
            .OrderBy(p => Hash(p.Left)).Take(Pool)];

    private static double Recall(StaticEmbedding model, List<TrainingPair> pool)
    {
        // Words common in this pool count less, as they do in a customer's corpus.
        var idf = CorpusIdf.Of(pool.Select(p => p.Right));
        var weighted = model.Reweight(idf);
        int d = model.Dimensions;
        var rights = new float[pool.Count * d];
        for (int i = 0; i < pool.Count; i++)
        {
            weighted.Encode(pool[i].Right, rights.AsSpan(i * d, d));
        }

        int found = 0;
        var left = new float[d];
        for (int i = 0; i < pool.Count; i++)
        {
            weighted.Encode(pool[i].Left, left);
            float own = TensorPrimitives.Dot<float>(left, rights.AsSpan(i * d, d));
            int better = 0;
            for (int j = 0; j < pool.Count && better < 10; j++)
            {
                if (TensorPrimitives.Dot<float>(left, rights.AsSpan(j * d, d)) > own)
                {
                    better++;
                }
            }

            found += better < 10 ? 1 : 0;
        }

        return (double)found / pool.Count;
    }

    private static int Bucket(string text) => (int)(Hash(text) % 16);

    private static uint Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 16777619;
        }

        return hash ^ (hash >> 15);
    }
}
