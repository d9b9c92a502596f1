using System.Globalization;

namespace KnowledgeBase.Benchmarks.Torture;

/// <summary>Edits on three nodes of one database; all answer alike, one dies without harm to the others, a fourth joins.</summary>
internal static class ThreeNodes
{
    private const int Writers = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task<Outcome> Run(TortureStore store, int edits, int seed = 20261124)
    {
        var faults = new List<string>();
        var ledger = new Ledger();
        var nodes = new List<ServiceProcess>();
        try
        {
            nodes.AddRange([await ServiceProcess.Start(store.Settings), await ServiceProcess.Start(store.AnotherNode()), await ServiceProcess.Start(store.AnotherNode())]);
            var writers = Enumerable.Range(0, Writers).Select(w => new Writer($"n{w}", ledger, seed + w)).ToList();
            await Task.WhenAll(writers.Select((w, i) => Task.Run(async () =>
            {
                var random = new Random(seed - i);
                for (int e = 0; e < edits / Writers; e++)
                {
                    await w.Write(nodes[random.Next(nodes.Count)].Client);
                }
            })));
            long last = TimeProvider.System.GetTimestamp();
            string[] questions = [.. ledger.Certain().OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value).OfType<string>().Take(40), "how do I mend it", "it broke in a new way", "patience", "how do I bake bread"];
            string seconds = await Alike(nodes, questions, last, faults);

            int read = 0;
            using var stop = new CancellationTokenSource();
            var readers = nodes.Take(2).Select(node => Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await node.Search(questions[Interlocked.Increment(ref read) % questions.Length]);
                }
            })).ToList();
            var dying = writers.Select(w => Task.Run(async () =>
            {
                while (await w.Write(nodes[2].Client))
                {
                }
            })).ToList();
            await Task.Delay(1000);
            await nodes[2].Kill();
            await Task.WhenAll(dying);
            await Task.Delay(1000);
            await stop.CancelAsync();
            await Task.WhenAll(readers); // throws on any failed read

            using (var opened = store.Open())
            {
                faults.AddRange(ledger.Compare(opened));
            }

            nodes.Add(await ServiceProcess.Start(store.AnotherNode()));
            string joined = await Alike([nodes[0], nodes[1], nodes[3]], questions, TimeProvider.System.GetTimestamp(), faults);
            faults.AddRange(writers.SelectMany(w => w.Faults));
            return new Outcome(
                "three nodes on one PostgreSQL",
                $"{ledger.Acknowledged} writes on all three, {questions.Length} questions answered alike {seconds} s after the last; {read} reads while one was killed; a fourth joined empty and answered alike after {joined} s", faults);
        }
        finally
        {
            nodes.ForEach(n => n.Dispose());
        }
    }

    // Until all say the same, or patience is at its end.
    private static async Task<string> Alike(List<ServiceProcess> nodes, string[] questions, long since, List<string> faults)
    {
        while (true)
        {
            var began = TimeProvider.System.GetElapsedTime(since);
            var answers = await Task.WhenAll(nodes.Select(n => Answers.Of(n, questions)));
            string? difference = answers.Skip(1).SelectMany(a => a.Zip(answers[0], Answers.Difference)).FirstOrDefault(d => d is not null);
            if (difference is null)
            {
                return began.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
            }

            if (began > Patience)
            {
                faults.Add($"nodes differ {Patience.TotalSeconds} s after the last write: {difference}");
                return began.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
            }
        }
    }
}
