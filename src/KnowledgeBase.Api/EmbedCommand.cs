using System.Globalization;
using System.Runtime.InteropServices;
using KnowledgeBase.Semantics.Training;

namespace KnowledgeBase.Api;

/// <summary>The command embed-train: pairs of texts in, a static embedding out. Stopped and called again with the same arguments it goes on from its last checkpoint, to the same bytes.</summary>
internal static class EmbedCommand
{
    public const string Usage =
        "Usage: embed-train --pairs FILE --out FILE [--steps N] [--seed N] [--threads N] [--checkpoint-every N] [--vocabulary N] [--buckets N] [--dimensions N] [--batch N] [--micro-batch N] [--rate X] [--final-rate X] [--temperature X] [--source-exponent X] [--question-weight X] [--start-scale X] [--own-weight X]";

    /// <summary>What <paramref name="given"/> says about the training, or what is wrong with it.</summary>
    public static (EmbeddingTrainingOptions? Options, string? Fault) Read(IReadOnlyDictionary<string, string> given)
    {
        string? fault = given.Keys.FirstOrDefault(k => k is not ("pairs" or "out") && !Known.Contains(k)) is { } unknown ? $"There is no --{unknown}. {Usage}" : null;
        var d = new EmbeddingTrainingOptions();
        var options = d with
        {
            Steps = Number("steps", d.Steps),
            Seed = Number("seed", d.Seed),
            Threads = Number("threads", d.Threads),
            CheckpointEvery = Number("checkpoint-every", d.CheckpointEvery),
            Vocabulary = Number("vocabulary", d.Vocabulary),
            Buckets = Number("buckets", d.Buckets),
            Dimensions = Number("dimensions", d.Dimensions),
            Batch = Number("batch", d.Batch),
            MicroBatch = Number("micro-batch", d.MicroBatch),
            Rate = Number("rate", d.Rate),
            FinalRate = Number("final-rate", d.FinalRate),
            Temperature = Number("temperature", d.Temperature),
            SourceExponent = Number("source-exponent", d.SourceExponent),
            QuestionWeight = Number("question-weight", d.QuestionWeight),
            StartScale = Number("start-scale", d.StartScale),
            OwnWeight = Number("own-weight", d.OwnWeight),
        };
        try
        {
            options.Validate();
        }
        catch (ArgumentException outOfRange)
        {
            fault ??= outOfRange.Message;
        }

        return fault is null ? (options, null) : (null, fault);

        T Number<T>(string name, T otherwise)
            where T : ISpanParsable<T>
        {
            if (!given.TryGetValue(name, out string? text))
            {
                return otherwise;
            }

            if (T.TryParse(text, CultureInfo.InvariantCulture, out var value))
            {
                return value;
            }

            fault ??= $"--{name} takes a number, not '{text}'.";
            return otherwise;
        }
    }

    /// <summary>Trains; 1 when it was stopped before its end.</summary>
    public static int Run(EmbeddingTrainingOptions options, string pairs, string output)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        long began = TimeProvider.System.GetTimestamp();
        try
        {
            var model = new EmbeddingTrainer(options, TimeProvider.System).Train(TrainingPairs.Read(pairs), new Lines(), output + ".checkpoint", stop.Token);
            string partial = output + ".partial";
            using (var file = File.Create(partial))
            {
                model.Save(file);
            }

            File.Move(partial, output, overwrite: true);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{output}: {model.Id}, {model.Vocabulary.Count} terms, {model.Dimensions} dimensions, {new FileInfo(output).Length / 1e6:F2} MB, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F0} s"));
            return 0;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped. The same command goes on from here.");
            return 1;
        }
    }

    private static readonly HashSet<string> Known =
    [
        "steps", "seed", "threads", "checkpoint-every", "vocabulary", "buckets", "dimensions", "batch", "micro-batch", "rate", "final-rate", "temperature", "source-exponent", "question-weight", "start-scale", "own-weight",
    ];

    private sealed class Lines : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"step {value.Step} of {value.Steps}, loss {value.Loss:F3}, {value.Remaining.TotalSeconds:F0} s to go"));
    }
}
