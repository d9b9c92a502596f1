using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace KnowledgeBase.Benchmarks.Torture;

/// <summary>The service as a process that can be killed.</summary>
internal sealed class ServiceProcess : IDisposable
{
    /// <summary>The setting with which nothing is answered from memory: for what measures searches.</summary>
    public const string EachSearched = "--KnowledgeBase:Answering:Remembered=0";

    private const int Kept = 8_000; // characters of what it said

    private readonly Process process;
    private readonly Func<string> said;

    private ServiceProcess(Process process, Uri address, Func<string> said)
    {
        this.process = process;
        this.said = said;
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Client { get; }

    public int Id => process.Id;

    /// <summary>Bytes of memory it takes.</summary>
    public long Resident
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>The most it has taken.</summary>
    public long PeakResident
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>Whether it has written <paramref name="words"/> to its log.</summary>
    public bool HasSaid(string words) => said().Contains(words, StringComparison.Ordinal);

    /// <summary>Returns once what it learned is live, at the latest after <paramref name="atMost"/>: a lesson that is no better never is.</summary>
    public async Task Learned(TimeSpan atMost)
    {
        for (long began = Stopwatch.GetTimestamp(); !HasSaid(" is live") && Stopwatch.GetElapsedTime(began) < atMost;)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>CPU time it has used.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Whether it runs still, and the last that it said.</summary>
    public string State => (process.HasExited ? $"It ended with {process.ExitCode}: " : "It runs: ") + said();

    /// <summary>Returns when it has ended.</summary>
    public Task Exited() => process.WaitForExitAsync();

    /// <summary>Starts it without articles and waits until it is ready.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="folder">Where it was published to; null for the one that was built beside this.</param>
    public static async Task<ServiceProcess> Start(IEnumerable<string> settings, string? folder = null)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet",
            [
                "exec", Path.Combine(folder ?? AppContext.BaseDirectory, "KnowledgeBase.Api.dll"), "serve", "--Urls=http://127.0.0.1:0", "--KnowledgeBase:ArticlesPath=",
                "--KnowledgeBase:SampleTickets=false", "--Logging:LogLevel:Microsoft.Hosting=Information", .. settings,
            ])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var started = new TaskCompletionSource<Uri>();
        string address = "", said = "";
        bool ready = false;
        void Hear(string? line)
        {
            const string listening = "Now listening on: ";
            lock (started)
            {
                said = (said.Length > 2 * Kept ? said[^Kept..] : said) + line + '\n';
                ready |= line?.Contains("Ready:", StringComparison.Ordinal) == true;
                address = line?.IndexOf(listening, StringComparison.Ordinal) is >= 0 and var at ? line[(at + listening.Length)..] : address;
                if (ready && address.Length > 0)
                {
                    started.TrySetResult(new Uri(address));
                }
            }
        }

        string Said()
        {
            lock (started)
            {
                return said.Length <= Kept ? said : said[^Kept..];
            }
        }

        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var first = await Task.WhenAny(started.Task, process.WaitForExitAsync(), Task.Delay(TimeSpan.FromMinutes(20)));
        return first == started.Task ? new ServiceProcess(process, await started.Task, Said) : throw new InvalidOperationException("The service did not start: " + said);
    }

    /// <summary>SIGKILL.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>The first articles for a question with where they match, as JSON; null when it was told to come back.</summary>
    public async Task<JsonElement?> Search(string question, long? after = null)
    {
        var answer = await Client.GetAsync($"/api/v1/search?q={Uri.EscapeDataString(question)}{(after is { } sequence ? $"&after={sequence}" : "")}");
        return answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable ? null
            : answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>()
            : throw new InvalidOperationException($"Search answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }
}
