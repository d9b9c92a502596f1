namespace KnowledgeBase.Api;

/// <summary>Writes the index to disk now and then; what a stop finds unwritten, the next start takes from the store.</summary>
public sealed class Committing(Engine engine, TimeProvider time, ILogger<Committing> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Unending.Run(Work, time, log, stoppingToken);

    private async Task Work(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken);
            await Task.Run(engine.Commit, stoppingToken);
        }
    }
}
