using KnowledgeBase.Store;
using Microsoft.AspNetCore.Hosting.Server;

namespace KnowledgeBase.Api;

/// <summary>Starts the engine and watches the articles folder: a save is searchable within two seconds.</summary>
public sealed class FolderWatch(Engine engine, TimeProvider time, IServer server, IHostApplicationLifetime lifetime, ILogger<FolderWatch> log) : BackgroundService
{
    // The watcher wakes us; looking anyway now and then covers network folders, where it is blind, and a leading node that died.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(10);

    private const string Anything = "npm error: how do I publish";

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var refused = Knock(Anything, stoppingToken);
        try
        {
            engine.Start(log, stoppingToken);
        }
        catch (StoreUnavailableException fault)
        {
            log.LogCritical("{Message}", fault.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
            return;
        }

        await refused;
        await Knock(engine.Index.Articles.FirstOrDefault().Value?.Article.Title ?? Anything, stoppingToken); // which is answered
        engine.Announce(log);
        await Unending.Run(Watch, time, log, stoppingToken);
    }

    // The first time while the engine starts: to be told so compiles half of the way.
    private async Task Knock(string question, CancellationToken cancel)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registered = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancel);
        await FirstRequest.Make(server, question, cancel);
    }

    private async Task Watch(CancellationToken stoppingToken)
    {
        if (engine.ArticlesFolder is null)
        {
            return;
        }

        using var changed = new SemaphoreSlim(0);
        using var watcher = Watcher(engine.ArticlesFolder, Wake);
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await changed.WaitAsync(LookAnyway, stoppingToken))
            {
                await Task.Delay(Settle, time, stoppingToken); // one save makes several events
            }

            try
            {
                engine.SyncFolder(log, stoppingToken);
                engine.CatchUp(stoppingToken);
            }
            catch (Exception fault) when (fault is StoreUnavailableException or IOException or UnauthorizedAccessException)
            {
                log.LogError("The articles folder was not taken in: {Message}", fault.Message);
            }
        }

        void Wake(object sender, FileSystemEventArgs e)
        {
            if (changed.CurrentCount == 0)
            {
                changed.Release();
            }
        }
    }

    private FileSystemWatcher? Watcher(string folder, FileSystemEventHandler wake)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
            watcher.Changed += wake;
            watcher.Created += wake;
            watcher.Deleted += wake;
            watcher.Renamed += (sender, e) => wake(sender, e);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception fault) when (fault is IOException or ArgumentException)
        {
            log.LogWarning("A save in {Folder} is seen only after {Seconds} s, it cannot be watched: {Message}", folder, LookAnyway.TotalSeconds, fault.Message);
            return null;
        }
    }
}
