using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeBase.Api.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed partial class A_webhook : IAsyncLifetime
{
    private const string Secret = "a secret of the two services";

    private readonly ConcurrentQueue<(string Path, string Signature, string Body)> received = new();
    private WebApplication? receiver;

    public async Task InitializeAsync()
    {
        receiver = Neighbour.Make();
        receiver.MapPost("/{path}", async (HttpRequest request, string path) =>
        {
            using var reader = new StreamReader(request.Body);
            received.Enqueue((path, request.Headers["X-KnowledgeBase-Signature"].ToString(), await reader.ReadToEndAsync()));
            return path == "moved" ? Results.Redirect("/hook", preserveMethod: true) : path == "once-more" && received.Count == 1 ? Results.StatusCode(503) : Results.Ok();
        });
        await receiver.StartAsync();
    }

    public async Task DisposeAsync() => await receiver!.DisposeAsync();

    [Fact]
    public async Task Is_told_of_a_question_masked_and_signed_again_when_it_was_away()
    {
        string admin = await Ask("once-more", allowInside: true, wait: 2, told: "1 told");
        Assert.Equal("1 told", Told(admin));
        Assert.DoesNotContain(Secret, admin, StringComparison.Ordinal);
        Assert.Equal(2, received.Count);
        foreach (var (_, signature, body) in received)
        {
            Assert.Equal("My token is [token], why?", JsonDocument.Parse(body).RootElement.GetProperty("text").GetString());
            string seconds = Regex.Match(signature, "t=([0-9]+),").Groups[1].Value;
            string mac = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{seconds}.{body}")));
            Assert.Equal($"t={seconds},v1={mac}", signature);
        }
    }

    [Fact]
    public async Task Follows_no_redirect()
    {
        string admin = await Ask("moved", allowInside: true, wait: 2, told: "0 told, failing");
        Assert.Equal("0 told, failing", Told(admin));
        Assert.All(received, r => Assert.Equal("moved", r.Path));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task Reaches_no_inside_address_by_number_or_by_name(string host)
    {
        await Ask("hook", allowInside: false, wait: 1, told: "0 told, failing", host);
        Assert.Empty(received);
    }

    [Theory]
    [InlineData("10.1.2.3", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:192.168.1.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("93.184.215.14", true)]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c", true)]
    public void Knows_inside_from_outside(string address, bool outside) => Assert.Equal(outside, Addresses.AreOutside(IPAddress.Parse(address)));

    private static string Told(string admin) =>
        Regex.Match(admin, "(\\d+) questions told, \\d+ given up, \\d+ waiting\\s*(<div class=\"warn\">)?") is { Success: true } m ? $"{m.Groups[1].Value} told{(m.Groups[2].Success ? ", failing" : "")}" : "nothing said";

    // Asks on the page and waits until so many requests have come and the admin page tells of it, two seconds each at most; that page.
    private async Task<string> Ask(string path, bool allowInside, int wait, string told, string host = "127.0.0.1")
    {
        var address = new UriBuilder(receiver!.Urls.First()) { Host = host, Path = path };
        await using var service = new Own_service($"--KnowledgeBase:Webhook:Url={address}", $"--KnowledgeBase:Webhook:Secret={Secret}", $"--KnowledgeBase:Webhook:AllowInside={allowInside}");
        using var client = await service.Start();
        string token = Hidden().Match(await client.GetStringAsync("/ask")).Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("question", "My token is npm_Zk39dLmQw0XyTr7VbNs2HgUe8JcAp1FfOi55, why?"), new("form", token)]);
        using var asked = await client.PostAsync("/ask", form);
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        for (int i = 0; i < 40 && received.Count < wait; i++)
        {
            await Task.Delay(50);
        }

        string admin = await client.GetStringAsync("/admin");
        for (int i = 0; i < 40 && Told(admin) != told; i++)
        {
            await Task.Delay(50);
            admin = await client.GetStringAsync("/admin");
        }

        return admin;
    }

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex Hidden();
}
