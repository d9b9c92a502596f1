using System.Diagnostics;
using KnowledgeBase.Semantics.Training;

namespace KnowledgeBase.Benchmarks;

/// <summary>Trains an embedding: <c>embed-train PAIRS OUT</c>. Pairs held out for <see cref="EmbedDev"/> stay out with <c>--without dev</c>.</summary>
internal static class EmbedTrain
{
    public static int Run(string[] args)
    {
        var arguments = new Arguments(args);
        if (arguments.Rest is not [var input, var output])
        {
            Console.Error.WriteLine("Use: embed-train PAIRS OUT [--steps N] [--seed N]");
            return 2;
        }

        var defaults = new EmbeddingTrainingOptions();
        var options = defaults with
        {
            Steps = arguments.Number("steps", defaults.Steps),
            Seed = arguments.Number("seed", defaults.Seed),
            Vocabulary = arguments.Number("vocabulary", defaults.Vocabulary),
            Buckets = arguments.Number("buckets", defaults.Buckets),
            Dimensions = arguments.Number("dimensions", defaults.Dimensions),
            Rate = arguments.Number("rate", defaults.Rate),
            FinalRate = arguments.Number("final-rate", defaults.FinalRate),
            Temperature = arguments.Number("temperature", defaults.Temperature),
            SourceExponent = arguments.Number("source-exponent", defaults.SourceExponent),
            QuestionWeight = arguments.Number("question-weight", defaults.QuestionWeight),
            MicroBatch = arguments.Number("micro", defaults.MicroBatch),
            Batch = arguments.Number("batch", defaults.Batch),
            StartScale = arguments.Number("start", defaults.StartScale),
            OwnWeight = arguments.Number("own", defaults.OwnWeight),
            Threads = arguments.Number("threads", defaults.Threads),
        };
        bool withoutDev = arguments.Text("without") == "dev";
        var clock = Stopwatch.StartNew();
        var pairs = TrainingPairs.Read(input).Where(p => !withoutDev || !EmbedDev.IsHeldOut(p));
        var model = new EmbeddingTrainer(options, TimeProvider.System).Train(pairs, new Lines(clock), arguments.Text("checkpoint"));
        using (var file = File.Create(output))
        {
            model.Save(file);
        }

        Console.WriteLine($"{model.Id}: {model.Vocabulary.Count} terms, {model.Dimensions} dimensions, {new FileInfo(output).Length / 1e6:F2} MB, {clock.Elapsed.TotalSeconds:F0} s");
        return 0;
    }

    private sealed class Lines(Stopwatch clock) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step % 200 == 0 || value.Step == value.Steps)
            {
                Console.WriteLine($"{clock.Elapsed.TotalSeconds,5:F0} s  step {value.Step}/{value.Steps}  loss {value.Loss:F3}  {value.Remaining.TotalSeconds:F0} s to go");
            }
        }
    }
}
