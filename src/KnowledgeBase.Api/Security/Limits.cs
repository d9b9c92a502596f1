using System.Globalization;
using System.Threading.RateLimiting;
using KnowledgeBase.Api.Pages;
using KnowledgeBase.Api.Settings;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api.Security;

/// <summary>What one address or key may do only so often.</summary>
internal enum Limit
{
    /// <summary>Searches and completions.</summary>
    Search,

    /// <summary>Events and votes.</summary>
    Event,

    /// <summary>Questions from the form.</summary>
    Ask,

    /// <summary>Sign-ins.</summary>
    SignIn,
}

/// <summary>Rate limits: a bucket for each address or key that holds a minute's worth and fills up evenly. This machine has none.</summary>
internal static class Limits
{
    public static RouteHandlerBuilder Limited(this RouteHandlerBuilder endpoint, Limit limit) => endpoint.RequireRateLimiting(limit.ToString());

    public static void AddLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = async (rejected, cancel) =>
        {
            await Task.Delay(Pressure.Refusal, cancel);
            await Refuse(rejected.HttpContext, rejected.Lease);
        };
        foreach (var limit in Enum.GetValues<Limit>())
        {
            options.AddPolicy(limit.ToString(), context => Bucket(context, limit));
        }
    });

    private static RateLimitPartition<string> Bucket(HttpContext context, Limit limit)
    {
        var caller = Caller.Of(context);
        int perMinute = PerMinute(context.RequestServices.GetRequiredService<IOptions<KnowledgeBaseOptions>>().Value.Limits.PerMinute, limit);
        return perMinute == 0 || caller == Caller.Local || (limit == Limit.Search && !context.RequestServices.GetRequiredService<Engine>().IsAnnounced) // the service's own first request is nobody's
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(caller.Session.Length > 0 ? caller.Session : Addresses.Network(context.Connection.RemoteIpAddress), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = Math.Max(1, perMinute / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60.0 / perMinute)),
            });
    }

    private static int PerMinute(PerMinuteOptions limits, Limit limit) => limit switch
    {
        Limit.Search => limits.Search,
        Limit.Event => limits.Event,
        Limit.Ask => limits.Ask,
        _ => limits.SignIn,
    };

    private static Task Refuse(HttpContext context, RateLimitLease lease)
    {
        int seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 60;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            ? Results.Problem(statusCode: StatusCodes.Status429TooManyRequests, title: AccessWords.TooOften, detail: AccessWords.TooOftenMend).ExecuteAsync(context)
            : Layout.Page(Words.Brand, Html.Of($"<h1>{AccessWords.TooOften}</h1><p class=\"under\">{AccessWords.TooOftenMend}</p>"), status: StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
    }
}
