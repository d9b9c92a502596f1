using System.Threading.Channels;
using KnowledgeBase.Learning;

namespace KnowledgeBase.Api;

/// <summary>Learns when there is something new, where this node leads, and when a person says so, on any.</summary>
public sealed class BackgroundLearning(Engine engine, Pressure pressure, TimeProvider time, ILogger<BackgroundLearning> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    // Who asks right after a start shares no processor with what can wait a little.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private const int Quick = 200; // articles and tickets are learned from in a moment

    private readonly Channel<LessonRight> asked = Channel.CreateBounded<LessonRight>(1);

    /// <summary>Begins a lesson now; false while one runs on any node, and where an embedding is set that does not learn.</summary>
    public bool TryBegin()
    {
        if (engine.Other is not null || engine.Lessons.TryBegin() is not { } right)
        {
            return false;
        }

        if (asked.Writer.TryWrite(right))
        {
            return true;
        }

        right.Dispose();
        return false;
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Unending.Run(Work, time, log, stoppingToken);

    private async Task Work(CancellationToken stoppingToken)
    {
        await engine.Ready.WaitAsync(stoppingToken);
        await Settle(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            if (Next() is { } right)
            {
                await Task.Factory.StartNew(() => Learn(right, stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }

            await Wait(stoppingToken);
        }
    }

    private async Task Settle(CancellationToken stoppingToken)
    {
        long began = time.GetTimestamp();
        while (engine.Index.ArticleCount + engine.Index.TicketCount > Quick && (!engine.IsAnnounced || pressure.Quiet < Calm) && !asked.Reader.TryPeek(out _) && time.GetElapsedTime(began) < LongestWait)
        {
            await Task.Delay(Calm / 8, time, stoppingToken);
        }
    }

    private LessonRight? Next()
    {
        if (asked.Reader.TryRead(out var right))
        {
            return right;
        }

        try
        {
            if (engine.Other is null && engine.Leads() && engine.Lessons.IsDue(engine.Index.ArticleCount + engine.Index.TicketCount))
            {
                return engine.Lessons.TryBegin();
            }

            engine.Lessons.Skip();
        }
        catch (Store.StoreUnavailableException fault)
        {
            log.LogError("Nothing is learned now: {Message}", fault.Message);
        }

        return null;
    }

    private async Task Wait(CancellationToken stoppingToken)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var asking = asked.Reader.WaitToReadAsync(wait.Token).AsTask();
        await Task.WhenAny(asking, Task.Delay(Look, time, wait.Token));
        await wait.CancelAsync();
    }

    // Answers must not depend on it: whatever learning meets, the model in use goes on.
    private void Learn(LessonRight right, CancellationToken stoppingToken)
    {
        using (right)
        {
            try
            {
                if (engine.Lessons.Run(log, stoppingToken) == Publication.Live)
                {
                    engine.Adopt(log, stoppingToken);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Learning failed; the model in use stays.");
                engine.Lessons.Fail();
            }
        }
    }
}
