using System.Net;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed partial class The_first_key : IDisposable
{
    private readonly TempFolder data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Is_printed_at_the_first_start_only_and_opens_everything()
    {
        var first = await Started();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (first.WithKey, first.Without));
        Assert.DoesNotMatch(Key(), (await Started()).Printed);
    }

    [Fact]
    public async Task Has_brothers_from_the_command_line()
    {
        var (code, output, _) = await Executable.Run("keys", "add", "help desk", "agent", Data);
        Assert.Equal(0, code);
        Assert.Matches("^kb_[A-Za-z0-9_-]{43}\n$", output);
        var (wrong, _, errors) = await Executable.Run("keys", "add", "help desk", "king", Data);
        Assert.Equal(2, wrong);
        Assert.Contains("reader, agent, writer, admin", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_when_it_is_said_to()
    {
        await using var service = new Own_service();
        using var client = await service.Start();
        var (secret, _) = service.Store.Keys.Add("brief", "agent", TimeProvider.System.GetUtcNow().AddSeconds(4));
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/metrics")).StatusCode);
        await Task.Delay(4100);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/metrics")).StatusCode);
    }

    [Fact]
    public async Task Is_needed_where_others_than_this_machine_can_call()
    {
        await using var open = new Own_service("--Urls=http://0.0.0.0:0");
        using var client = await open.Start();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/metrics")).StatusCode);
    }

    private string Data => $"--KnowledgeBase:DataPath={data.Path}";

    // Starts the service, asks for the list of keys with the key it printed and with none, and ends it.
    private async Task<(string Printed, HttpStatusCode WithKey, HttpStatusCode Without)> Started()
    {
        using var process = Executable.Start(
            "serve", "--Urls=http://127.0.0.1:0", Data, "--KnowledgeBase:ArticlesPath=", "--KnowledgeBase:SampleTickets=false", "--KnowledgeBase:Access:TrustLocal=false",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information");
        string printed = "";
        while (!(printed.Contains("Ready", StringComparison.Ordinal) && Listening().IsMatch(printed)) && await process.StandardOutput.ReadLineAsync() is { } line)
        {
            printed += line + "\n";
        }

        using var client = new HttpClient { BaseAddress = new Uri(Listening().Match(printed).Groups[1].Value) };
        var without = (await client.GetAsync("/api/v1/keys")).StatusCode;
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key().Match(printed).Value);
        var withKey = (await client.GetAsync("/api/v1/keys")).StatusCode;
        process.Kill();
        await process.WaitForExitAsync();
        return (printed, withKey, without);
    }

    [GeneratedRegex("kb_[A-Za-z0-9_-]{43}")]
    private static partial Regex Key();

    [GeneratedRegex(@"listening on: (http://\S+)")]
    private static partial Regex Listening();
}
