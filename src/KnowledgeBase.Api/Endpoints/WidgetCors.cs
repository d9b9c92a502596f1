using KnowledgeBase.Api.Settings;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Lets the pages of configured sites read what anyone may read, and nothing else: no cookies, no keys, only GET.</summary>
internal sealed class WidgetCors(IOptions<KnowledgeBaseOptions> options) : IConfigureOptions<CorsOptions>
{
    /// <summary>Name of the policy.</summary>
    public const string Policy = "widget";

    public void Configure(CorsOptions cors) => cors.AddPolicy(Policy, p => p.WithOrigins([.. options.Value.Widget.Origins]).WithMethods("GET").SetPreflightMaxAge(TimeSpan.FromHours(1)));
}
