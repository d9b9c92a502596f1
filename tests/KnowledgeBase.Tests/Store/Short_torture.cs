using KnowledgeBase.Benchmarks.Torture;

namespace KnowledgeBase.Tests.Store;

/// <summary>A short round of each torture; tests/KnowledgeBase.Benchmarks does them at length.</summary>
[Collection(Api.Process_tests.Name)]
public sealed class Short_torture
{
    [Fact]
    public async Task Kills_on_sqlite_lose_nothing_acknowledged_and_leave_nothing_half_done()
    {
        using var store = TortureStore.Sqlite();
        AssertUnharmed(await Kills.Run(store, rounds: 3));
    }

    [SkippableFact]
    public async Task Kills_on_postgres_lose_nothing_acknowledged_and_leave_nothing_half_done()
    {
        using var place = new StorePlace.Postgres();
        using var store = TortureStore.Postgres(place.ConnectionString);
        AssertUnharmed(await Kills.Run(store, rounds: 3));
    }

    [SkippableFact]
    public async Task Three_nodes_answer_alike_one_dies_without_harm_and_a_fourth_joins()
    {
        using var place = new StorePlace.Postgres();
        using var store = TortureStore.Postgres(place.ConnectionString);
        AssertUnharmed(await ThreeNodes.Run(store, edits: 120));
    }

    [SkippableFact]
    public async Task A_postgres_that_is_stopped_and_started_costs_time_and_nothing_else()
    {
        Requires.That(PostgresServer.IsInstalled, "PostgreSQL is not installed here");
        using var server = new PostgresServer();
        using var store = TortureStore.Postgres(server.NewDatabase());
        AssertUnharmed(await Restarts.Run(server, store, rounds: 2));
    }

    [Fact]
    public async Task Writers_beside_searchers_lose_no_update()
    {
        using var store = TortureStore.Sqlite();
        AssertUnharmed(await Beside.Run(store, seconds: 2));
    }

    private static void AssertUnharmed(Outcome outcome) => Assert.True(outcome.Faults.Count == 0, outcome.ToString());
}
