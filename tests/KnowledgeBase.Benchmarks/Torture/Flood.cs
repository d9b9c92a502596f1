using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using KnowledgeBase.Articles;
using KnowledgeBase.Store;

namespace KnowledgeBase.Benchmarks.Torture;

/// <summary>What others waited, in milliseconds, and the memory the service took, in megabytes.</summary>
internal sealed record FloodOutcome(double QuietP50, double QuietP95, double QuietP99, double FloodP50, double FloodP95, double FloodP99, int Asked, int Refused, double Seconds, int Served, long MemoryBefore, long MemoryAfter);

/// <summary>One client sends thousands of searches at once, while others go on asking at their pace, each from an address of its own.</summary>
internal static class Flood
{
    private const int MostConnections = 250;
    private const int Others = 12;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(70);

    private static readonly string[] Things = ["lamp", "kettle", "bicycle", "printer", "window", "garden gate", "old radio", "coffee mill", "door bell", "tent"];

    /// <summary>Floods a service of its own with <paramref name="requests"/> searches, after <paramref name="quiet"/> seconds without.</summary>
    public static async Task<FloodOutcome> Run(string folder, int requests, double quiet)
    {
        using (var store = KnowledgeStore.Open(folder, TimeProvider.System))
        {
            store.PutFiles([.. Things.SelectMany(t => (string[])["mend", "clean", "sell", "paint"], (thing, doing) => (new Article
            {
                Id = $"{doing}/{thing.Replace(' ', '-')}",
                Title = $"How do I {doing} my {thing}?",
                Body = $"To {doing} the {thing}, begin early.\n\n## Then\n\nLet the {thing} rest before you {doing} it again.",
            }, ""))], "flood");
        }

        using var service = await ServiceProcess.Start([$"--KnowledgeBase:DataPath={folder}", "--KnowledgeBase:Access:TrustLocal=false", ServiceProcess.EachSearched]);
        await Task.WhenAll(Enumerable.Range(0, Others).Select(n => Ask(service.Client.BaseAddress!, n, TimeSpan.FromSeconds(5), CancellationToken.None))); // warm
        await Send(service.Client.BaseAddress!, requests / 10, IPAddress.Parse("127.0.0.8"));
        await Task.Delay(TimeSpan.FromSeconds(2));
        long before = service.Resident;
        var calm = (await Task.WhenAll(Enumerable.Range(0, Others).Select(n => Ask(service.Client.BaseAddress!, n, TimeSpan.FromSeconds(quiet), CancellationToken.None)))).SelectMany(t => t).ToList();
        using var over = new CancellationTokenSource();
        var others = Enumerable.Range(Others, Others).Select(n => Ask(service.Client.BaseAddress!, n, TimeSpan.FromMinutes(2), over.Token)).ToList();
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        var clock = Stopwatch.StartNew();
        int served = await Send(service.Client.BaseAddress!, requests, IPAddress.Parse("127.0.0.9"));
        double seconds = clock.Elapsed.TotalSeconds;
        await over.CancelAsync();
        var flooded = (await Task.WhenAll(others)).SelectMany(t => t).ToList();
        await Task.Delay(TimeSpan.FromSeconds(10));
        return new FloodOutcome(
            At(calm, 0.5), At(calm, 0.95), At(calm, 0.99), At(flooded, 0.5), At(flooded, 0.95), At(flooded, 0.99), flooded.Count, flooded.Count(t => double.IsPositiveInfinity(t)), seconds, served, before >> 20, service.Resident >> 20);
    }

    // An answer that is none took for ever.
    private static async Task<List<double>> Ask(Uri service, int number, TimeSpan time, CancellationToken over)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) => new NetworkStream(await Connect(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), IPAddress.Parse($"127.0.1.{number + 1}"), cancel), ownsSocket: true),
        };
        using var client = new HttpClient(handler) { BaseAddress = service };
        var times = new List<double>();
        var all = Stopwatch.StartNew();
        for (int i = number; all.Elapsed < time && !over.IsCancellationRequested; i++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await client.GetAsync($"/api/v1/search?k=5&q=how+to+mend+the+{Uri.EscapeDataString(Things[i % Things.Length])}+now", CancellationToken.None);
            await answer.Content.ReadAsStringAsync(CancellationToken.None);
            times.Add(answer.IsSuccessStatusCode ? clock.Elapsed.TotalMilliseconds : double.PositiveInfinity);
            await Task.Delay(Pace, CancellationToken.None);
        }

        return times;
    }

    // All are written before any answer is read. How many were served.
    private static async Task<int> Send(Uri service, int requests, IPAddress from)
    {
        int connections = Math.Min(MostConnections, requests);
        var sockets = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Connect(new IPEndPoint(IPAddress.Loopback, service.Port), from, CancellationToken.None)));
        int[] served = await Task.WhenAll(sockets.Select((socket, n) => Task.Run(async () =>
        {
            using (socket)
            {
                int share = (requests / connections) + (n < requests % connections ? 1 : 0);
                string lines = string.Concat(Enumerable.Range(0, share).Select(i =>
                    $"GET /api/v1/search?k=5&q=flood+{n}+{i}+mend+{Things[i % Things.Length].Replace(' ', '+')} HTTP/1.1\r\nHost: {service.Authority}\r\n{(i == share - 1 ? "Connection: close\r\n" : "")}\r\n"));
                var sending = socket.SendAsync(Encoding.ASCII.GetBytes(lines));
                using var reader = new StreamReader(new NetworkStream(socket), Encoding.UTF8);
                int ok = 0;
                while (await reader.ReadLineAsync() is { } line)
                {
                    ok += line.Contains("HTTP/1.1 200", StringComparison.Ordinal) ? 1 : 0;
                }

                await sending;
                return ok;
            }
        })));
        return served.Sum();
    }

    private static async Task<Socket> Connect(IPEndPoint to, IPAddress from, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(to, cancel);
        return socket;
    }

    private static double At(List<double> times, double share) => times.Order().ElementAt(Math.Min(times.Count - 1, (int)(share * times.Count)));
}
