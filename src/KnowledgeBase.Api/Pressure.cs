using System.Threading.RateLimiting;
using KnowledgeBase.Api.Pages;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api;

/// <summary>Works on as many requests at once as the machine can, lets some wait, and sends the rest away at once, told when to come back. Health and metrics are never held up.</summary>
public sealed class Pressure(IOptions<KnowledgeBaseOptions> options) : IMiddleware, IDisposable
{
    private readonly ConcurrencyLimiter reads = Limiter(options.Value.Limits.Reads, options.Value.Limits.Waiting);
    private readonly ConcurrencyLimiter writes = Limiter(options.Value.Limits.Writes, options.Value.Limits.Waiting);

    /// <inheritdoc />
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/health", StringComparison.Ordinal) || path.StartsWithSegments("/metrics", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        bool isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || path.Value!.EndsWith("/suggest", StringComparison.Ordinal);
        using var permit = await (isRead ? reads : writes).AcquireAsync(1, context.RequestAborted);
        if (permit.IsAcquired)
        {
            await next(context);
            return;
        }

        context.Response.Headers.RetryAfter = "1";
        await Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: Words.Busy).ExecuteAsync(context);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        reads.Dispose();
        writes.Dispose();
    }

    private static ConcurrencyLimiter Limiter(int permits, int waiting) =>
        new(new ConcurrencyLimiterOptions { PermitLimit = permits, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
}
