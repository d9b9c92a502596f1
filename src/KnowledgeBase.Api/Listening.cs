using System.Net;
using System.Net.Sockets;

namespace KnowledgeBase.Api;

/// <summary>Looks whether the service can listen where it is told to, so that a port in use is said in one line.</summary>
internal static class Listening
{
    /// <summary>What is wrong with an address of the setting Urls and how to mend it; null when nothing is.</summary>
    public static string? Fault(IConfiguration configuration)
    {
        foreach (string url in (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            if (address.Port == 0 || address.IsUnixPipe || address.IsNamedPipe)
            {
                continue;
            }

            var ip = IPAddress.TryParse(address.Host, out var given) ? given : address.Host == "localhost" ? IPAddress.Loopback : IPAddress.Any;
            using var probe = new TcpListener(ip, address.Port);
            try
            {
                probe.Start();
            }
            catch (SocketException fault)
            {
                string why = fault.SocketErrorCode == SocketError.AddressAlreadyInUse ? "is in use by another process" : fault.SocketErrorCode == SocketError.AccessDenied ? "is not allowed to this user" : "cannot be listened to";
                return $"Urls: port {address.Port} of {address.Host} {why}. Free it, or name another: --Urls=http://localhost:{(address.Port < IPEndPoint.MaxPort ? address.Port + 1 : address.Port - 1)}";
            }
        }

        return null;
    }
}
