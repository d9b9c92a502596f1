using KnowledgeBase.Api;
using KnowledgeBase.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Api;

public sealed class Work_beside_the_requests
{
    [Fact]
    public async Task Begins_again_after_any_fault_and_ends_when_it_is_done()
    {
        Exception[] faults = [new StoreUnavailableException("away", new IOException()), new InvalidOperationException("odd"), new OperationCanceledException()];
        int begun = 0;
        await Unending.Run(_ => begun++ < faults.Length ? throw faults[begun - 1] : Task.CompletedTask, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        Assert.Equal(faults.Length + 1, begun);
    }

    [Fact]
    public async Task Ends_with_the_service()
    {
        using var stop = new CancellationTokenSource();
        var running = Unending.Run(cancel => Task.Delay(Timeout.Infinite, cancel), TimeProvider.System, NullLogger.Instance, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
