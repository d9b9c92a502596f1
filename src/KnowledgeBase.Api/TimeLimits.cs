using KnowledgeBase.Api.Pages;
using KnowledgeBase.Api.Settings;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api;

/// <summary>Stops a request that takes too long, and says so.</summary>
internal sealed class TimeLimits(IOptions<KnowledgeBaseOptions> options) : IConfigureOptions<RequestTimeoutOptions>
{
    /// <summary>Name of the policy for imports.</summary>
    public const string Import = "import";

    public void Configure(RequestTimeoutOptions target)
    {
        target.DefaultPolicy = Policy(options.Value.Limits.Seconds);
        target.AddPolicy(Import, Policy(options.Value.Limits.ImportSeconds));
    }

    private static RequestTimeoutPolicy Policy(int seconds) => new()
    {
        Timeout = TimeSpan.FromSeconds(seconds),
        TimeoutStatusCode = StatusCodes.Status504GatewayTimeout,
        WriteTimeoutResponse = context => Results.Problem(statusCode: StatusCodes.Status504GatewayTimeout, title: Words.TooLong).ExecuteAsync(context),
    };
}
