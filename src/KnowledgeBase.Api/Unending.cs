using KnowledgeBase.Store;

namespace KnowledgeBase.Api;

/// <summary>Work that goes on beside the requests until the service stops.</summary>
public static class Unending
{
    /// <summary>How long after a fault the work begins again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Runs <paramref name="work"/> to its end. A fault is said and the work begun again: a host whose background work throws would stop, and answer nobody any more.</summary>
    public static async Task Run(Func<CancellationToken, Task> work, TimeProvider time, ILogger log, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await work(stop);
                return;
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                if (fault is StoreUnavailableException)
                {
                    log.LogError("Begun again in a second: {Message}", fault.Message);
                }
                else
                {
                    log.LogError(fault, "Begun again in a second.");
                }
            }

            await Task.Delay(Pause, time, stop);
        }
    }
}
