using KnowledgeBase.Benchmarks.Torture;

namespace KnowledgeBase.Benchmarks;

/// <summary>Everything that must not harm the store, at length; writes the table of results.</summary>
internal static class TortureCommand
{
    public static async Task<int> Run(string[] args)
    {
        var arguments = new Arguments(args);
        int rounds = arguments.Number("rounds", 20);
        double seconds = arguments.Number("seconds", 60.0);
        string[] only = (arguments.Text("only") ?? "kills,nodes,restarts,beside").Split(',');
        string[] engines = (arguments.Text("engines") ?? "sqlite,postgres").Split(',');
        if (!PostgresServer.IsInstalled)
        {
            Console.Error.WriteLine("PostgreSQL is not installed here.");
            return 1;
        }

        using var server = new PostgresServer();
        var outcomes = new List<Outcome>();
        async Task Add(string name, string engine, Func<TortureStore, Task<Outcome>> run)
        {
            if (only.Contains(name) && engines.Contains(engine))
            {
                using var store = engine == "sqlite" ? TortureStore.Sqlite() : TortureStore.Postgres(server.NewDatabase());
                outcomes.Add(await run(store));
                Console.WriteLine(outcomes[^1]);
            }
        }

        await Add("kills", "sqlite", s => Kills.Run(s, rounds));
        await Add("kills", "postgres", s => Kills.Run(s, rounds));
        await Add("nodes", "postgres", s => ThreeNodes.Run(s, edits: rounds * 50));
        await Add("restarts", "postgres", s => Restarts.Run(server, s, Math.Max(2, rounds / 4)));
        await Add("beside", "sqlite", s => Beside.Run(s, seconds));
        await Add("beside", "postgres", s => Beside.Run(s, seconds));
        if (arguments.Text("out") is { } file)
        {
            await File.WriteAllTextAsync(file, $"""
                # What does not harm the store

                The service as a process of its own, over HTTP; contents compared, not counts. Two shared cores with other work beside; ratios are worth more than times.

                ```sh
                dotnet run -c Release --project tests/KnowledgeBase.Benchmarks -- torture --rounds {rounds} --seconds {seconds} --out {Path.GetFileName(file)}
                ```

                | what | how much | faults |
                |---|---|---|
                {string.Join('\n', outcomes)}

                """);
        }

        return outcomes.All(o => o.Faults.Count == 0) ? 0 : 1;
    }
}
