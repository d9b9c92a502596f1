using KnowledgeBase.Store;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed class A_killed_start : IDisposable
{
    private readonly TempFolder data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task At_any_moment_leaves_a_store_that_the_next_start_completes()
    {
        int articles = Directory.GetFiles(Repository.Articles, "*.md", SearchOption.AllDirectories).Length;
        int tickets = File.ReadLines(Repository.Tickets).Count(l => l.Length > 0);
        foreach (string moment in (string[])["Application started", "Articles folder", "Sample tickets"])
        {
            await Kill(moment);
            AssertSound();
        }

        Assert.Contains($"Ready: {articles} articles, {tickets} tickets", await Kill("Ready"), StringComparison.Ordinal);
        using var store = KnowledgeStore.Open(data.Path, TimeProvider.System);
        Assert.Equal((articles, tickets), (store.Articles().Count, store.Tickets().Count));
        Assert.Equal(articles + tickets, store.Changes(0, int.MaxValue).Count); // each was written once
    }

    private System.Diagnostics.Process Start() => Executable.Start(
        "serve", "--Urls=http://127.0.0.1:0", $"--KnowledgeBase:DataPath={data.Path}", $"--KnowledgeBase:ArticlesPath={Repository.Articles}");

    // Kills it when its log says this, or at the latest when it is ready; returns the last line.
    private async Task<string> Kill(string moment)
    {
        using var process = Start();
        string line = "";
        while (!line.Contains(moment, StringComparison.Ordinal) && !line.Contains("Ready", StringComparison.Ordinal))
        {
            line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The service ended by itself: {await process.StandardError.ReadToEndAsync()}");
        }

        process.Kill();
        await process.WaitForExitAsync();
        return line;
    }

    private void AssertSound()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data.Path, "knowledgebase.db")};Pooling=False");
        connection.Open();
        using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", check.ExecuteScalar());
    }
}
