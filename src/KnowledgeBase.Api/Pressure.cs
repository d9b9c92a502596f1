using System.Threading.RateLimiting;
using KnowledgeBase.Api.Pages;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Api.Settings;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api;

/// <summary>
/// Works on as many requests at once as the machine can, lets some wait, and sends the rest away, told when to come back. One address gets a part of that at most,
/// so that a flood from it leaves the others theirs. Health and metrics are never held up.
/// </summary>
public sealed class Pressure(IOptions<KnowledgeBaseOptions> options, LocalRequests local, TimeProvider time) : IMiddleware, IDisposable
{
    /// <summary>How long whoever asks too much waits to be told so: refusing must cost the machine less than it costs the one who is refused.</summary>
    public static readonly TimeSpan Refusal = TimeSpan.FromMilliseconds(100);

    private const string Trusted = "this machine";
    private const int Share = 8; // of what is worked on at once, so that the default is one search a processor

    private readonly ConcurrencyLimiter reads = Limiter(options.Value.Limits.Reads, options.Value.Limits.Waiting);
    private readonly ConcurrencyLimiter writes = Limiter(options.Value.Limits.Writes, options.Value.Limits.Waiting);
    private readonly PartitionedRateLimiter<string> readsOfOne = OfOne((options.Value.Limits.Reads + Share - 1) / Share, options.Value.Limits.Waiting);
    private readonly PartitionedRateLimiter<string> writesOfOne = OfOne((options.Value.Limits.Writes + 1) / 2, options.Value.Limits.Waiting);

    private long lastAsked;

    /// <summary>How long nobody has asked for anything.</summary>
    public TimeSpan Quiet => time.GetElapsedTime(Volatile.Read(ref lastAsked));

    /// <inheritdoc />
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/health", StringComparison.Ordinal) || path.StartsWithSegments("/metrics", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        Volatile.Write(ref lastAsked, time.GetTimestamp());
        bool isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || path.Value!.EndsWith("/suggest", StringComparison.Ordinal);
        string address = local.Are(context) ? Trusted : Addresses.Network(context.Connection.RemoteIpAddress);
        using var own = await (isRead ? readsOfOne : writesOfOne).AcquireAsync(address, 1, context.RequestAborted);
        using var permit = own.IsAcquired ? await (isRead ? reads : writes).AcquireAsync(1, context.RequestAborted) : null;
        if (permit is { IsAcquired: true })
        {
            await next(context);
            return;
        }

        if (!own.IsAcquired)
        {
            await Task.Delay(Refusal, context.RequestAborted);
        }

        context.Response.Headers.RetryAfter = "1";
        await Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: Words.Busy).ExecuteAsync(context);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        reads.Dispose();
        writes.Dispose();
        readsOfOne.Dispose();
        writesOfOne.Dispose();
    }

    private static ConcurrencyLimiter Limiter(int permits, int waiting) => new(Options(permits, waiting));

    private static PartitionedRateLimiter<string> OfOne(int permits, int waiting) => PartitionedRateLimiter.Create<string, string>(address =>
        address == Trusted ? RateLimitPartition.GetNoLimiter(address) : RateLimitPartition.GetConcurrencyLimiter(address, _ => Options(permits, waiting / 2)));

    private static ConcurrencyLimiterOptions Options(int permits, int waiting) => new() { PermitLimit = permits, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
}
