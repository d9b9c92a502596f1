using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using KnowledgeBase.Api.Settings;
using KnowledgeBase.Store;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api;

/// <summary>
/// Tells another service of each new question: JSON by POST, signed with <c>X-KnowledgeBase-Signature: t=seconds,v1=hex</c>, the HMAC-SHA-256 of "t.body".
/// Nobody waits for it; it is tried four times. It reaches no inside address unless it is allowed to.
/// </summary>
public sealed class Webhook : BackgroundService
{
    private const int Waiting = 1000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)];

    private readonly Channel<OpenQuestion> questions = Channel.CreateBounded<OpenQuestion>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly WebhookOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<Webhook> log;
    private readonly HttpClient client;
    private long told, givenUp;
    private volatile string fault = "";

    /// <summary>Reads the settings.</summary>
    public Webhook(IOptions<KnowledgeBaseOptions> options, TimeProvider time, ILogger<Webhook> log)
    {
        this.options = options.Value.Webhook;
        this.time = time;
        this.log = log;
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = Connect }) { Timeout = Longest };
    }

    /// <summary>How the telling goes, since the start.</summary>
    public WebhookState State => new(
        options.Url.Length == 0 ? "" : new Uri(options.Url).GetLeftPart(UriPartial.Authority), Interlocked.Read(ref told), Interlocked.Read(ref givenUp), questions.Reader.Count, fault);

    /// <summary>Tells of a question, when there is whom to tell.</summary>
    public void Asked(OpenQuestion question)
    {
        if (options.Url.Length > 0)
        {
            questions.Writer.TryWrite(question);
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        client.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Unending.Run(Work, time, log, stoppingToken);

    private async Task Work(CancellationToken stoppingToken)
    {
        await foreach (var question in questions.Reader.ReadAllAsync(stoppingToken))
        {
            byte[] body = JsonSerializer.SerializeToUtf8Bytes(new { @event = "question", id = question.Id, created = question.Created, channel = question.Channel, subject = question.Subject, text = question.Text }, JsonSerializerOptions.Web);
            bool sent = await Sent(body, stoppingToken);
            for (int tries = 0; !sent && tries < Pauses.Length; tries++)
            {
                await Task.Delay(Pauses[tries], time, stoppingToken);
                sent = await Sent(body, stoppingToken);
            }

            Interlocked.Increment(ref sent ? ref told : ref givenUp);
        }
    }

    private async Task<bool> Sent(byte[] body, CancellationToken cancel)
    {
        try
        {
            string now = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            byte[] signed = [.. Encoding.UTF8.GetBytes(now + "."), .. body];
            string mac = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Secret), signed));
            using var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add("X-KnowledgeBase-Signature", $"t={now},v1={mac}");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            fault = response.IsSuccessStatusCode ? "" : $"{(int)response.StatusCode}";
            if (!response.IsSuccessStatusCode)
            {
                log.LogWarning("The webhook answered {Status}.", (int)response.StatusCode);
            }

            return response.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            fault = error.Message;
            log.LogWarning("The webhook was not reached: {Message}", error.Message);
            return false;
        }
    }

    // After the name is resolved, so that no name can lead inside.
    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await System.Net.Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        var allowed = options.AllowInside ? addresses : Array.FindAll(addresses, Security.Addresses.AreOutside);
        if (allowed.Length == 0)
        {
            throw new HttpRequestException("KnowledgeBase:Webhook:Url leads to an inside address; set KnowledgeBase:Webhook:AllowInside to true if it should.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>How the telling of new questions goes.</summary>
/// <param name="Site">Scheme and host of the address; empty when nobody is told.</param>
/// <param name="Told">Questions told since the start.</param>
/// <param name="GivenUp">Questions given up after the last attempt.</param>
/// <param name="Waiting">Questions that wait their turn.</param>
/// <param name="Fault">What was wrong with the last attempt; empty when nothing was.</param>
public sealed record WebhookState(string Site, long Told, long GivenUp, int Waiting, string Fault);
