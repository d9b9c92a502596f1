using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using KnowledgeBase.Tests.Store;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed class Under_pressure
{
    [Fact]
    public async Task Too_many_questions_at_once_are_told_when_to_come_back_and_the_others_are_answered()
    {
        using var place = new StorePlace.Sqlite();
        await using var node = await Node.Start([.. place.Settings, "--KnowledgeBase:Limits:Reads=1", "--KnowledgeBase:Limits:Waiting=2"]);
        await node.Write("a", "# How do I mend the flux capacitor?\n\nTurn it off and on.");
        string question = Uri.EscapeDataString(string.Concat(Enumerable.Range(0, 500).Select(i => $"flux word{i} capacitor ")));
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => node.Client.GetAsync("/api/v1/search?q=" + question)));
        Assert.Equal("live", await node.Client.GetStringAsync("/health/live"));
        Assert.All(answers, a => Assert.Contains(a.StatusCode, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable]));
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.OK);
        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.ServiceUnavailable).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.Equal((1, "application/problem+json"), ((int)a.Headers.RetryAfter!.Delta!.Value.TotalSeconds, a.Content.Headers.ContentType!.MediaType)));
        Assert.Equal(["a"], await node.Find("flux capacitor"));
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_stopped_and_writes_nothing()
    {
        using var place = new StorePlace.Sqlite();
        await using var node = await Node.Start([.. place.Settings, "--KnowledgeBase:Limits:ImportSeconds=1"]);
        using var slow = new SlowBody(Ticket(1) + Ticket(2), Task.Delay(TimeSpan.FromSeconds(4)), "application/x-ndjson");
        var answer = await node.Client.PostAsync("/api/v1/tickets/import", slow);
        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Empty(node.Engine.Store.Tickets());
    }

    [SkippableFact]
    public async Task What_was_accepted_is_finished_before_the_service_stops()
    {
        Requires.That(!OperatingSystem.IsWindows(), "there is no SIGTERM here");
        using var place = new StorePlace.Sqlite();
        using var service = Executable.Start(["serve", "--Urls=http://127.0.0.1:0", "--KnowledgeBase:ArticlesPath=", "--KnowledgeBase:SampleTickets=false", "--Logging:LogLevel:Microsoft.Hosting=Information", .. place.Settings]);
        string address = "";
        for (bool ready = false; (!ready || address.Length == 0) && await service.StandardOutput.ReadLineAsync() is { } line;)
        {
            ready |= line.Contains("Ready", StringComparison.Ordinal);
            address = line.Contains("Now listening on: ", StringComparison.Ordinal) ? line[(line.IndexOf("http", StringComparison.Ordinal))..] : address;
        }

        using var client = new HttpClient { BaseAddress = new Uri(address) };
        var rest = new TaskCompletionSource();
        using var body = new SlowBody(string.Concat(Enumerable.Range(0, 2_000).Select(Ticket)), rest.Task, "application/x-ndjson");
        var answer = client.PostAsync("/api/v1/tickets/import", body);
        await body.Begun;
        await Task.Delay(500);
        using (Process.Start("kill", ["-TERM", $"{service.Id}"]))
        {
        }

        await Task.Delay(500);
        rest.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
        await service.WaitForExitAsync();
        Assert.Equal(0, service.ExitCode);
        using var store = place.Open(TimeProvider.System);
        Assert.Equal(2_000, store.Tickets().Count);
    }

    [SkippableFact]
    public async Task A_full_disk_refuses_writes_answers_questions_and_takes_writes_again_when_there_is_room()
    {
        using var disk = Requires.Disk(megabytes: 6);
        string filler = Path.Combine(disk.Path, "filler");
        File.WriteAllBytes(filler, new byte[1 << 20]);
        await using var node = await Node.Start($"--KnowledgeBase:DataPath={Path.Combine(disk.Path, "data")}");
        await node.Write("a", "# How do I mend the flux capacitor?\n\nTurn it off and on.");
        HttpResponseMessage answer;
        int written = 0;
        while ((answer = await node.Client.PostAsJsonAsync("/api/v1/tickets", new { id = $"T{written}", text = new string('x', 19_000) })).IsSuccessStatusCode)
        {
            written++;
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.DoesNotContain(disk.Path, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["a"], await node.Find("flux capacitor"));

        File.Delete(filler);
        Assert.True((await node.Client.PostAsJsonAsync("/api/v1/tickets", new { id = "again", text = "flux" })).IsSuccessStatusCode);
        Assert.Equal(written + 1, node.Engine.Store.Tickets().Count);
    }

    private static string Ticket(int number) => $$"""{"id":"T{{number}}","created":"2026-01-01T00:00:00Z","text":"The flux capacitor {{number}} hums"}""" + "\n";

    /// <summary>Sends half of a text, and the other half when it may.</summary>
    private sealed class SlowBody : HttpContent
    {
        private readonly TaskCompletionSource begun = new();
        private readonly byte[] bytes;
        private readonly Task rest;

        public SlowBody(string text, Task rest, string type)
        {
            bytes = Encoding.UTF8.GetBytes(text);
            this.rest = rest;
            Headers.ContentType = new(type);
        }

        public Task Begun => begun.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
            await stream.FlushAsync();
            begun.SetResult();
            await rest;
            await stream.WriteAsync(bytes.AsMemory(bytes.Length / 2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
