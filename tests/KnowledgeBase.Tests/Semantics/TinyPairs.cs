using KnowledgeBase.Semantics.Training;

namespace KnowledgeBase.Tests.Semantics;

/// <summary>A little language of 24 things, each with three names; one name asks, another answers.</summary>
internal static class TinyPairs
{
    public const int Things = 24;

    public static EmbeddingTrainingOptions Options { get; } = new()
    {
        Vocabulary = 200,
        Buckets = 64,
        Dimensions = 64,
        Batch = 64,
        MicroBatch = 8,
        Steps = 120,
        Rate = 0.02f,
        CheckpointEvery = 20,
    };

    public static string Name(int thing, int synonym) => "bdfgklmn"[thing % 8] + "aei"[thing / 8].ToString() + "zax vop qui".Split(' ')[synonym];

    public static List<TrainingPair> Make(int count = 900, int seed = 5)
    {
        var random = new Random(seed);
        var pairs = new List<TrainingPair>();
        for (int i = 0; i < count; i++)
        {
            int thing = random.Next(Things), asks = random.Next(3), answers = (asks + 1 + random.Next(2)) % 3;
            pairs.Add(new TrainingPair($"source{i % 2}", "t", $"{Filler(random)} {Name(thing, asks)} {Filler(random)}", $"{Filler(random)} {Filler(random)} {Name(thing, answers)} {Filler(random)}"));
        }

        return pairs;
    }

    private static string Filler(Random random) => "the of to in with about then when".Split(' ')[random.Next(8)];
}
