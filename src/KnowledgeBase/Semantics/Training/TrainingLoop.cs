namespace KnowledgeBase.Semantics.Training;

/// <summary>Steps until done, with reports, checkpoints and a way to stop.</summary>
internal sealed class TrainingLoop(EmbeddingTrainingOptions options, TimeProvider time)
{
    private const int ReportEvery = 50;

    /// <summary>Runs to the last step. When cancelled it calls <paramref name="save"/> and throws <see cref="OperationCanceledException"/>.</summary>
    public void Run(ContrastiveTraining training, TrainedRows rows, IProgress<TrainingProgress>? progress, Action? save, CancellationToken cancel)
    {
        long start = time.GetTimestamp();
        int begun = rows.Step, since = 0;
        double loss = 0;
        while (rows.Step < options.Steps)
        {
            if (cancel.IsCancellationRequested)
            {
                save?.Invoke();
                cancel.ThrowIfCancellationRequested();
            }

            loss += training.Step();
            since++;
            if (rows.Step % ReportEvery == 0 || rows.Step == options.Steps)
            {
                var elapsed = time.GetElapsedTime(start);
                var remaining = elapsed * ((double)(options.Steps - rows.Step) / (rows.Step - begun));
                progress?.Report(new TrainingProgress(rows.Step, options.Steps, loss / since, elapsed, remaining));
                (loss, since) = (0, 0);
            }

            if (rows.Step % options.CheckpointEvery == 0 && rows.Step < options.Steps)
            {
                save?.Invoke();
            }
        }
    }
}
