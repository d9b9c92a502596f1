using KnowledgeBase.Store;

namespace KnowledgeBase.Api;

/// <summary>Where another embedding is set: goes over to it once it has placed everything, and places what it could not when it came in.</summary>
public sealed class Placing(Engine engine, TimeProvider time, ILogger<Placing> log) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Unending.Run(Work, time, log, stoppingToken);

    private async Task Work(CancellationToken stoppingToken)
    {
        if (engine.Other is null)
        {
            return;
        }

        await engine.Ready.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Factory.StartNew(() => engine.PlaceByOther(log, stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            catch (StoreUnavailableException fault)
            {
                log.LogError("Nothing is placed now: {Message}", fault.Message);
            }

            await Task.Delay(LookAgain, time, stoppingToken);
        }
    }
}
