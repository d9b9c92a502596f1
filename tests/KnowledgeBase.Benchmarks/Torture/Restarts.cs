namespace KnowledgeBase.Benchmarks.Torture;

/// <summary>Stops and starts PostgreSQL under load: clear errors, nothing acknowledged lost, and the service goes on by itself.</summary>
internal static class Restarts
{
    private const int Writers = 4;
    private static readonly TimeSpan LongerThanACommit = TimeSpan.FromSeconds(16); // the index is written to disk every 15 s, and asks the store what it holds
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static async Task<Outcome> Run(PostgresServer server, TortureStore store, int rounds, int seed = 20261124)
    {
        var faults = new List<string>();
        var ledger = new Ledger();
        double slowest = 0;
        using var service = await ServiceProcess.Start(store.Settings);
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Writers).Select(w => new Writer($"p{w}", ledger, seed + w)).ToList();
        var writing = writers.Select(w => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (!await w.Write(service.Client))
                {
                    throw new InvalidOperationException($"The service went away with its database ({w.Doubt}). {service.State}");
                }

                await Task.Delay(5);
            }
        })).ToList();
        for (int round = 0; round < rounds; round++)
        {
            await Task.Delay(1500);
            server.Stop(kill: round % 2 == 1);
            await Task.Delay(round == 0 ? LongerThanACommit : TimeSpan.FromSeconds(1));
            int before = ledger.Acknowledged;
            server.Start();
            long started = TimeProvider.System.GetTimestamp();
            while (ledger.Acknowledged == before && TimeProvider.System.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(20);
            }

            slowest = Math.Max(slowest, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
        }

        await Task.Delay(1000);
        await stop.CancelAsync();
        await Task.WhenAll(writing);
        if (slowest > Patience.TotalSeconds)
        {
            faults.Add($"no write was acknowledged within {Patience.TotalSeconds} s of a start");
        }

        faults.AddRange(writers.SelectMany(w => w.Faults));
        faults.AddRange(await Answers.Wrong(service, ledger.Certain().Take(20)));
        using var opened = store.Open();
        faults.AddRange(ledger.Compare(opened));
        return new Outcome("PostgreSQL stopped and started under load", $"{rounds} times, every other one without tidying up; {ledger.Acknowledged} acknowledged writes; first one at the latest {slowest:F1} s after a start", faults);
    }
}
