using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace KnowledgeBase.Api;

/// <summary>Asks the service itself, over its own door, before it says that it is ready: nobody's first question pays for compiling what lies between the network and the search.</summary>
internal static class FirstRequest
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Searches for <paramref name="question"/> twice, for the second of a kind takes other ways than the first, and completes it, as of somebody who is still typing: none of it is kept. Without an http address there is nothing to do.</summary>
    public static async Task Make(IServer server, string question, CancellationToken cancel)
    {
        var door = server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(BindingAddress.Parse).FirstOrDefault(a => a.Scheme == "http" && !a.IsUnixPipe && !a.IsNamedPipe);
        if (door is null)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest);
        try
        {
            string search = "/api/v1/search?typing=true&q=" + Uri.EscapeDataString(question);
            foreach (string path in (string[])[search, search, "/api/v1/complete?q=pub"])
            {
                await Ask(door, path, limit.Token);
            }
        }
        catch (Exception fault) when (fault is SocketException or IOException or OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested(); // else the first question pays, as it would have
        }
    }

    private static async Task Ask(BindingAddress door, string path, CancellationToken cancel)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.TryParse(door.Host.Trim('[', ']'), out var host) && !host.Equals(IPAddress.Any) && !host.Equals(IPAddress.IPv6Any) ? host : IPAddress.Loopback, door.Port, cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), cancel);
        await stream.CopyToAsync(Stream.Null, cancel);
    }
}
