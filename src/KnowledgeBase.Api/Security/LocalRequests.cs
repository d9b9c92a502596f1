using System.Net;
using KnowledgeBase.Api.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api.Security;

/// <summary>Tells requests of the machine itself, which need no key while nothing but the machine can reach the service.</summary>
public sealed class LocalRequests(IOptions<KnowledgeBaseOptions> options, IServer server)
{
    private static readonly string[] Hosts = ["localhost", "127.0.0.1", "[::1]"];
    private static readonly string[] AddedByProxies = ["X-Forwarded", "X-Original", "X-Real-IP", "Forwarded", "Via"]; // X-Original is what ASP.NET makes of X-Forwarded

    private readonly Lazy<bool> loopbackOnly = new(() => (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).All(IsLoopback));

    /// <summary>True for a request from this machine that came through no proxy and was not sent by the page of another site.</summary>
    public bool Are(HttpContext context) =>
        options.Value.Access.TrustLocal && loopbackOnly.Value
        && (context.Connection.RemoteIpAddress is null || IPAddress.IsLoopback(context.Connection.RemoteIpAddress))
        && Hosts.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase)
        && context.Request.Protocol != "HTTP/1.0" // what nginx speaks to a service unless told otherwise, without a header that names it
        && !context.Request.Headers.Keys.Any(h => AddedByProxies.Any(p => h.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
        && SameSite.Allows(context.Request, navigation: false);

    private static bool IsLoopback(string address)
    {
        var binding = BindingAddress.Parse(address);
        return !binding.IsUnixPipe && !binding.IsNamedPipe
            && (Hosts.Contains(binding.Host, StringComparer.OrdinalIgnoreCase) || (IPAddress.TryParse(binding.Host, out var ip) && IPAddress.IsLoopback(ip)));
    }
}
