using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeBase.Articles;

namespace KnowledgeBase.Benchmarks.Torture;

/// <summary>Searches by themselves, then beside writers who also count together in one article.</summary>
internal static class Beside
{
    private const int Each = 8;
    private const string Counter = "shared/counter";

    public static async Task<Outcome> Run(TortureStore store, double seconds, int seed = 20261124)
    {
        using (var filled = store.Open())
        {
            filled.PutFiles([.. Enumerable.Range(0, 300).Select(i => (new Article { Id = $"a{i}", Title = $"How do I mend number {i}?", Body = $"Turn the knob {i} times and wait for the hum of E{1000 + i}." }, ""))], "torture");
        }

        using var service = await ServiceProcess.Start([.. store.Settings, ServiceProcess.EachSearched]);
        await Task.Delay(TimeSpan.FromSeconds(Math.Min(10, seconds))); // what it learns at a start must not be measured
        var faults = new List<string>();
        var alone = await Search(service, seconds, faults);

        var ledger = new Ledger();
        int counted = 0;
        await service.Client.PostAsJsonAsync("/api/v1/articles", new { id = Counter, markdown = "---\ntitle: Counter\n---\n0" });
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Each).Select(w => new Writer($"b{w}", ledger, seed + w)).ToList();
        var writing = writers.Select((w, i) => Task.Run(async () =>
        {
            for (int turn = 0; !stop.IsCancellationRequested; turn++)
            {
                if (turn % 4 == 0)
                {
                    Interlocked.Add(ref counted, await Count(service.Client) ? 1 : 0);
                }
                else
                {
                    await w.Write(service.Client);
                }
            }
        })).ToList();
        var beside = await Search(service, seconds, faults);
        await stop.CancelAsync();
        await Task.WhenAll(writing);
        faults.AddRange(writers.SelectMany(w => w.Faults));
        using var opened = store.Open();
        string end = opened.GetArticle(Counter)!.Article.Body.Trim();
        if (end != $"{counted}")
        {
            faults.Add($"updates lost: {counted} were acknowledged, the count is {end}");
        }

        double before = Percentile(alone, .99), after = Percentile(beside, .99);
        return new Outcome(
            $"{Each} writers beside {Each} searchers on {store.Engine} for {seconds:F0} s",
            $"{ledger.Acknowledged + counted} writes; searches {alone.Count} alone, {beside.Count} beside; p50 {Percentile(alone, .5):F1} and {Percentile(beside, .5):F1} ms, p99 {before:F1} and {after:F1} ms ({after / before:F1} times)", faults);
    }

    private static async Task<List<double>> Search(ServiceProcess service, double seconds, List<string> faults)
    {
        long began = TimeProvider.System.GetTimestamp();
        var all = await Task.WhenAll(Enumerable.Range(0, Each).Select(s => Task.Run(async () =>
        {
            var took = new List<double>();
            for (int i = s; TimeProvider.System.GetElapsedTime(began).TotalSeconds < seconds; i += Each)
            {
                long asked = TimeProvider.System.GetTimestamp();
                try
                {
                    if (await service.Search($"how do I mend E{1000 + (i % 300)}") is not null)
                    {
                        took.Add(TimeProvider.System.GetElapsedTime(asked).TotalMilliseconds);
                    }
                }
                catch (Exception fault) when (fault is InvalidOperationException or HttpRequestException)
                {
                    lock (faults)
                    {
                        faults.Add(fault.Message);
                    }
                }
            }

            return took;
        })));
        return [.. all.SelectMany(t => t)];
    }

    private static async Task<bool> Count(HttpClient client)
    {
        using var read = await client.GetAsync("/api/v1/articles/" + Counter);
        var article = await read.Content.ReadFromJsonAsync<JsonElement>();
        int number = int.Parse(article.GetProperty("markdown").GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], System.Globalization.CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/articles/" + Counter) { Content = JsonContent.Create(new { id = Counter, markdown = $"---\ntitle: Counter\n---\n{number + 1}" }) };
        request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(read.Headers.ETag!.ToString()));
        using var answer = await client.SendAsync(request);
        return answer.IsSuccessStatusCode;
    }

    private static double Percentile(List<double> values, double share) => values.Order().ElementAt((int)(share * (values.Count - 1)));
}
