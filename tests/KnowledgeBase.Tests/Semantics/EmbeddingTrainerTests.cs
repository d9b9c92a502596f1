using System.Numerics.Tensors;
using KnowledgeBase.Semantics;
using KnowledgeBase.Semantics.Training;

namespace KnowledgeBase.Tests.Semantics;

public sealed class EmbeddingTrainerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("embedding").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void It_learns_which_words_mean_the_same()
    {
        var model = Train(TinyPairs.Options);
        int right = 0;
        for (int thing = 0; thing < TinyPairs.Things; thing++)
        {
            float[] asked = Vectors.Of(model, $"when in {TinyPairs.Name(thing, 0)} about");
            int nearest = Enumerable.Range(0, TinyPairs.Things)
                .MaxBy(other => TensorPrimitives.Dot<float>(asked, Vectors.Of(model, $"the {TinyPairs.Name(other, 1)} of it")));
            right += nearest == thing ? 1 : 0;
        }

        Assert.True(right >= TinyPairs.Things - 1, $"{right} of {TinyPairs.Things} paraphrases were nearest");
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_one_thread_and_on_two()
    {
        byte[] once = Bytes(Train(TinyPairs.Options with { Steps = 30 }));
        byte[] onTwo = Bytes(Train(TinyPairs.Options with { Steps = 30, Threads = 2 }));
        byte[] other = Bytes(Train(TinyPairs.Options with { Steps = 30, Seed = 2 }));

        Assert.Equal(once, onTwo);
        Assert.NotEqual(once, other);
    }

    [Fact]
    public void An_interrupted_training_goes_on_to_the_same_bytes()
    {
        byte[] whole = Bytes(Train(TinyPairs.Options));
        string checkpoint = Path.Combine(folder, "checkpoint");
        using var cancel = new CancellationTokenSource();
        var stopAt = new Callback(p => cancel.Cancel());

        Assert.Throws<OperationCanceledException>(() => Train(TinyPairs.Options, checkpoint, stopAt, cancel.Token));
        Assert.True(File.Exists(checkpoint));
        byte[] resumed = Bytes(Train(TinyPairs.Options, checkpoint));

        Assert.Equal(whole, resumed);
        Assert.False(File.Exists(checkpoint));
    }

    [Fact]
    public void A_checkpoint_of_another_training_is_refused()
    {
        string checkpoint = Path.Combine(folder, "checkpoint");
        using var cancel = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Train(TinyPairs.Options, checkpoint, new Callback(_ => cancel.Cancel()), cancel.Token));

        var error = Assert.Throws<InvalidDataException>(() => Train(TinyPairs.Options with { Seed = 9 }, checkpoint));
        Assert.Contains("another training", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_counts_to_the_last_step_and_the_loss_falls()
    {
        var reports = new List<TrainingProgress>();
        Train(TinyPairs.Options, progress: new Callback(reports.Add));

        Assert.Equal(TinyPairs.Options.Steps, reports[^1].Step);
        Assert.Equal(TimeSpan.Zero, reports[^1].Remaining);
        Assert.True(reports[^1].Loss < reports[0].Loss, $"{reports[0].Loss} -> {reports[^1].Loss}");
    }

    [Fact]
    public void Nothing_to_learn_from_and_settings_out_of_range_are_said()
    {
        var empty = Assert.Throws<InvalidDataException>(() => new EmbeddingTrainer(TinyPairs.Options, TimeProvider.System).Train([]));
        Assert.Contains("no pairs", empty.Message, StringComparison.Ordinal);
        var wrong = Assert.Throws<ArgumentException>(() => Train(TinyPairs.Options with { Dimensions = 100 }));
        Assert.Contains("Dimensions", wrong.Message, StringComparison.Ordinal);
    }

    private static StaticEmbedding Train(EmbeddingTrainingOptions options, string? checkpoint = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default) =>
        new EmbeddingTrainer(options, TimeProvider.System).Train(TinyPairs.Make(), progress, checkpoint, cancel);

    private static byte[] Bytes(StaticEmbedding model)
    {
        using var memory = new MemoryStream();
        model.Save(memory);
        return memory.ToArray();
    }

    private sealed class Callback(Action<TrainingProgress> act) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => act(value);
    }
}
