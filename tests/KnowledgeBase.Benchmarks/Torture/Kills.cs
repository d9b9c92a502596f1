namespace KnowledgeBase.Benchmarks.Torture;

/// <summary>Kills the service at random moments of mixed writes and imports, and compares what is there with what it acknowledged.</summary>
internal static class Kills
{
    private const int Writers = 4;
    private const int Asked = 12; // questions after a restart

    public static async Task<Outcome> Run(TortureStore store, int rounds, int seed = 20261124)
    {
        var random = new Random(seed);
        var ledger = new Ledger();
        var faults = new List<string>();
        for (int round = 0; round <= rounds && faults.Count == 0; round++)
        {
            using var service = await ServiceProcess.Start(store.Settings);
            var certain = ledger.Certain().ToArray();
            random.Shuffle(certain);
            faults.AddRange(await Answers.Wrong(service, certain.Where(c => c.Key.StartsWith(Ledger.Article(""), StringComparison.Ordinal)).Take(Asked)));
            var writers = Enumerable.Range(0, Writers).Select(w => new Writer($"r{round}w{w}", ledger, random.Next())).ToList();
            var writing = writers.Select(w => Task.Run(async () =>
            {
                while (await w.Write(service.Client))
                {
                }
            })).ToList();
            int killAt = ledger.Acknowledged + random.Next(1, 60);
            while (ledger.Acknowledged < killAt && writing.Exists(w => !w.IsCompleted)) // a writer ends with the service, or with a fault
            {
                await Task.Delay(1);
            }

            await Task.Delay(random.Next(30));
            await service.Kill();
            await Task.WhenAll(writing);
            using var opened = store.Open();
            faults.AddRange(writers.SelectMany(w => w.Faults));
            faults.AddRange(ledger.Compare(opened));
        }

        return new Outcome($"kill -9 on {store.Engine}", $"{rounds} kills, {ledger.Acknowledged} acknowledged writes, contents compared after each", faults);
    }
}
