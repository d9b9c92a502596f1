using KnowledgeBase.Api.Settings;
using KnowledgeBase.Store;

namespace KnowledgeBase.Api;

/// <summary>Takes away what people searched and asked once it is as old as <see cref="RetentionOptions"/> say; looks every hour, on the leading node.</summary>
public sealed class Retention(Engine engine, TimeProvider time, ILogger<Retention> log) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromHours(1);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Unending.Run(Work, time, log, stoppingToken);

    private async Task Work(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Often, time);
        do
        {
            try
            {
                if (engine.Leads() && engine.Store.Forget(Since(engine.Options.Retention.SearchDays), Since(engine.Options.Retention.QuestionDays)) is > 0 and var rows)
                {
                    log.LogInformation("{Rows} old searches, events and questions are gone", rows);
                }
            }
            catch (StoreUnavailableException fault)
            {
                log.LogError("Old searches and questions stay: {Message}", fault.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private DateTimeOffset? Since(int days) => days == 0 ? null : time.GetUtcNow().AddDays(-days);
}
