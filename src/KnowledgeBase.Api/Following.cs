using KnowledgeBase.Store;

namespace KnowledgeBase.Api;

/// <summary>Brings the index up to what other nodes and commands write, and the models to what they learn: at once on PostgreSQL, within a second else.</summary>
public sealed class Following(Engine engine, TimeProvider time, ILogger<Following> log) : BackgroundService
{
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(1); // SQLite wakes nobody, and a wake-up may be lost

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Unending.Run(Work, time, log, stoppingToken);

    private async Task Work(CancellationToken stoppingToken)
    {
        bool reached = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            await engine.Store.WaitForWrite(LookAnyway, stoppingToken);
            if (!engine.IsReady)
            {
                await Task.Delay(LookAnyway, time, stoppingToken);
                continue;
            }

            try
            {
                engine.CatchUp(stoppingToken);
                engine.Adopt(log, stoppingToken);
                reached = true;
            }
            catch (StoreUnavailableException fault)
            {
                if (reached)
                {
                    log.LogError("The index stays at change {Sequence}: {Message}", engine.Responder.Sequence, fault.Message);
                }

                reached = false; // said once, not every second
                await Task.Delay(LookAnyway, time, stoppingToken);
            }
        }
    }
}
