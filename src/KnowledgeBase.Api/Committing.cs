namespace KnowledgeBase.Api;

/// <summary>Writes the index to disk now and then; what a stop finds unwritten, the next start takes from the store.</summary>
public sealed class Committing(Engine engine, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken);
            await Task.Run(engine.Commit, stoppingToken);
        }
    }
}
