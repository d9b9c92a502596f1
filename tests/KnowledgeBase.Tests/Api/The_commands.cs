using System.Globalization;
using System.Text.RegularExpressions;
using KnowledgeBase.Store;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed partial class The_commands : IDisposable
{
    private const int Batch = 500;

    private readonly TempFolder folder = new();
    private readonly string data;

    public The_commands() => data = Path.Combine(folder.Path, "data");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--KnowledgeBase:ArticlePath=x", "ArticlePath")]
    [InlineData("--KnowledgeBase:Answering:TargetPrecison=0.9", "TargetPrecison")]
    [InlineData("--KnowledgeBase:Answering:TargetPrecision=7", "TargetPrecision")]
    [InlineData("--KnowledgeBase:DataPath=", "DataPath")]
    [InlineData("--KnowledgeBase:Database=kb:secret@host", "KnowledgeBase:Database")]
    [InlineData("--KnowledgeBase:Database=Host=localhost;Databas=kb;Password=secret", "KnowledgeBase:Database")]
    [InlineData("--KnowledgeBase:Database=Host=localhost;Password=secret", "KnowledgeBase:Database")]
    public async Task A_wrong_setting_stops_the_start_with_its_name(string setting, string name)
    {
        var (code, _, errors) = await Executable.Run("serve", "--Urls=http://127.0.0.1:0", $"--KnowledgeBase:DataPath={data}", setting);
        Assert.Equal(2, code);
        Assert.Contains(name, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("bake")]
    [InlineData("import")]
    [InlineData("import", "articles")]
    [InlineData("export")]
    [InlineData("evaluate")]
    [InlineData("evaluate", "--dataset")]
    [InlineData("evaluate", "--dataset", "x", "--pipelines", "bm52")]
    public async Task A_wrong_call_is_answered_with_the_right_one(params string[] arguments)
    {
        var (code, output, errors) = await Executable.Run(arguments);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("import", "articles")]
    [InlineData("import", "tickets")]
    [InlineData("evaluate", "--dataset")]
    public async Task A_path_that_is_not_there_is_named_in_one_line(params string[] arguments)
    {
        string missing = Path.Combine(folder.Path, "missing");
        var (code, _, errors) = await Executable.Run([.. arguments, missing, .. arguments[0] == "import" ? [$"--KnowledgeBase:DataPath={data}"] : Array.Empty<string>()]);
        Assert.Equal(1, code);
        Assert.Contains(missing, Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_killed_at_any_moment_keeps_what_it_acknowledged_and_the_next_one_completes_it()
    {
        const int tickets = 60_000; // so many that none of the kills comes too late
        string file = folder.File("tickets.jsonl", string.Concat(Enumerable.Range(0, tickets).Select(i =>
            $$"""{"id":"K{{i}}","created":"2026-01-01T00:00:00Z","channel":"email","text":"The build number {{i}} stops with E404 at noon","articles":["a"]}""" + "\n")));
        var random = new Random(20261124);
        int kept = 0;
        for (int round = 0; round < 4; round++)
        {
            using var process = Executable.Start("import", "tickets", file, $"--KnowledgeBase:DataPath={data}");
            int acknowledged = 0, wanted = random.Next(1, 12) * Batch;
            var buffer = new char[64];
            string seen = "";
            while (acknowledged < wanted && await process.StandardError.ReadAsync(buffer) is > 0 and var read)
            {
                seen += new string(buffer, 0, read);
                acknowledged = Counted().Matches(seen).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).LastOrDefault();
            }

            Assert.True(acknowledged >= wanted, $"The import ended by itself at {acknowledged}: {seen}");
            process.Kill(); // SIGKILL
            await process.WaitForExitAsync();
            Assert.Equal(128 + 9, process.ExitCode);

            int count = CountWhole();
            Assert.True(count >= Math.Max(acknowledged, kept), $"{acknowledged} were acknowledged and {kept} there before, {count} are there");
            Assert.Equal(0, count % Batch);
            kept = count;
        }

        Assert.Equal(0, (await Executable.Run("import", "tickets", file, $"--KnowledgeBase:DataPath={data}")).Code);
        Assert.Equal(tickets, CountWhole());
    }

    [Fact]
    public async Task A_start_killed_while_it_builds_the_index_leaves_a_store_that_starts_again()
    {
        using (var store = KnowledgeStore.Open(data, TimeProvider.System))
        {
            Intake.Samples.Fill(store, articles: 300, tickets: 3_000);
        }

        foreach (int milliseconds in (ReadOnlySpan<int>)[300, 600, 900, 1_500])
        {
            using var process = Executable.Start("reindex", $"--KnowledgeBase:DataPath={data}");
            process.WaitForExit(milliseconds);
            process.Kill();
            process.WaitForExit();
        }

        var (code, output, _) = await Executable.Run("reindex", $"--KnowledgeBase:DataPath={data}");
        Assert.Equal(0, code);
        Assert.StartsWith("300 articles and 3000 tickets indexed up to change 3300 ", output, StringComparison.Ordinal);
    }

    // Rows, and the log of changes with one entry for each; the file itself is sound.
    private int CountWhole()
    {
        using var store = KnowledgeStore.Open(data, TimeProvider.System);
        int tickets = store.Tickets().Count;
        Assert.Equal(tickets, store.Changes(0, int.MaxValue).Count);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "knowledgebase.db")};Pooling=False");
        connection.Open();
        using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", check.ExecuteScalar());
        return tickets;
    }

    [GeneratedRegex("([0-9]+) tickets")]
    private static partial Regex Counted();
}
