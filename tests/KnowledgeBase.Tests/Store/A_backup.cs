using KnowledgeBase.Articles;
using KnowledgeBase.Store;
using KnowledgeBase.Tests.Api;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Tests.Store;

[Collection(Process_tests.Name)]
public sealed class A_backup : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void Moves_between_the_engines_and_comes_back_the_same()
    {
        using var sqlite = new StorePlace.Sqlite();
        using var postgres = new StorePlace.Postgres();
        using var again = new StorePlace.Sqlite();
        using (var store = sqlite.Open(TimeProvider.System))
        {
            Fill(store);
            Backup.Write(store, File("1"));
        }

        using (var store = postgres.Open(TimeProvider.System))
        {
            Backup.Restore(store, File("1"), replace: false);
            Assert.Equal("two", store.GetArticle("a")!.Article.Body);
            Backup.Write(store, File("2"));
            long sequence = store.LastSequence();
            Assert.Equal(sequence + 1, store.PutArticle(Sample("new", "numbers go on"), "test").Sequence);
        }

        using (var store = again.Open(TimeProvider.System))
        {
            Backup.Restore(store, File("2"), replace: false);
            Backup.Write(store, File("3"));
            Assert.Equal(WriteOutcome.Created, store.PutArticle(Sample("new", "numbers go on"), "test").Outcome);
        }

        Assert.Equal(Dump(File("1")), Dump(File("2")));
        Assert.Equal(Dump(File("1")), Dump(File("3")));
    }

    [Fact]
    public async Task Is_of_one_moment_while_writers_go_on()
    {
        using var place = new StorePlace.Sqlite();
        using var store = place.Open(TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(w => Task.Run(() =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                store.PutFiles([(Sample($"{w}/a", $"{i}"), ""), (Sample($"{w}/b", $"{i}"), "")], "test");
            }
        })).ToList();
        for (int i = 0; i < 5; i++)
        {
            await Task.Delay(50);
            Backup.Write(store, File($"{i}"));
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        for (int i = 0; i < 5; i++)
        {
            using var target = new StorePlace.Sqlite();
            using var restored = target.Open(TimeProvider.System);
            Backup.Restore(restored, File($"{i}"), replace: false);
            var articles = restored.Articles();
            Assert.Equal(articles.Where(a => a.Article.Id[2] == 'a').Select(a => a.Article.Body), articles.Where(a => a.Article.Id[2] == 'b').Select(a => a.Article.Body));
            Assert.Equal(articles.Sum(a => a.Revision), restored.Changes(0, int.MaxValue).Count);
        }
    }

    [Fact]
    public async Task By_command_refuses_to_overwrite_and_says_what_to_do()
    {
        using var place = new StorePlace.Sqlite();
        using (var store = place.Open(TimeProvider.System))
        {
            Fill(store);
        }

        Assert.Equal(0, (await Executable.Run(["backup", File("b"), .. place.Settings])).Code);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File("b")));
        }

        AssertFailed("Name a new file", await Executable.Run(["backup", File("b"), .. place.Settings]));
        AssertFailed("--replace", await Executable.Run(["restore", File("b"), .. place.Settings]));
        AssertFailed("There is no file", await Executable.Run(["restore", File("c"), .. place.Settings]));
        using (var store = place.Open(TimeProvider.System))
        {
            store.DeleteArticle("a");
        }

        Assert.Equal(0, (await Executable.Run(["restore", File("b"), "--replace", .. place.Settings])).Code);
        using var restored = place.Open(TimeProvider.System);
        Assert.Equal("two", restored.GetArticle("a")!.Article.Body);
    }

    [Theory]
    [InlineData("no database")]
    [InlineData("cut")]
    [InlineData("other")]
    public void That_is_none_is_refused_and_the_store_stays(string kind)
    {
        using var place = new StorePlace.Sqlite();
        using var store = place.Open(TimeProvider.System);
        Fill(store);
        switch (kind)
        {
            case "cut":
                Backup.Write(store, File("x"));
                using (var file = new FileStream(File("x"), FileMode.Open))
                {
                    file.SetLength(file.Length / 2);
                }

                break;
            case "other":
                using (var other = new SqliteConnection($"Data Source={File("x")};Pooling=False"))
                {
                    other.Open();
                    using var command = other.CreateCommand();
                    command.CommandText = "CREATE TABLE t (x INTEGER)";
                    command.ExecuteNonQuery();
                }

                break;
            default:
                folder.File("x", new string('x', 10_000));
                break;
        }

        Assert.Contains("is not a whole backup", Assert.Throws<InvalidDataException>(() => Backup.Restore(store, File("x"), replace: true)).Message, StringComparison.Ordinal);
        Assert.Equal("two", store.GetArticle("a")!.Article.Body);
    }

    [SkippableFact]
    public void Onto_a_full_disk_leaves_no_file_and_says_so()
    {
        using var disk = Requires.Disk(megabytes: 1);
        using var place = new StorePlace.Sqlite();
        using var store = place.Open(TimeProvider.System);
        store.PutTickets([Intake.Samples.Ticket(1, new string('x', 2_000_000))]);
        Assert.Contains("Make room", Assert.Throws<IOException>(() => Backup.Write(store, Path.Combine(disk.Path, "b"))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(disk.Path));
    }

    private static void AssertFailed(string named, (int Code, string Output, string Errors) run)
    {
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains(named, Assert.Single(run.Errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    private static void Fill(KnowledgeStore store)
    {
        store.PutArticle(Sample("a", "one"), "test");
        store.PutArticle(Sample("a", "two") with { Updated = new DateOnly(2026, 11, 24), Aliases = ["old"] }, "test");
        store.PutArticle(Sample("gone", "\ud83d\ude00"), "test");
        store.DeleteArticle("gone");
        Intake.Samples.Fill(store, articles: 20, tickets: 50);
        store.EraseTicket(store.Tickets()[3].Ticket.Id);
        store.AddQuestion("why?");
        store.AddEvents([new SearchEvent("q", "click", DateTimeOffset.UnixEpoch, "a", null, "m"), new SearchEvent("q", "click", DateTimeOffset.UnixEpoch, "a", 3, "m")]);
        store.Keys.Add("name", "agent");
    }

    private static List<string> Dump(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        List<string> Rows(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read())
            {
                var values = new object[reader.FieldCount];
                reader.GetValues(values);
                rows.Add(string.Join('|', values));
            }

            return rows;
        }

        return [.. Rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").SelectMany(t => Rows($"SELECT '{t}', * FROM {t}").Order(StringComparer.Ordinal))];
    }

    private static Article Sample(string id, string body) => new() { Id = id, Title = "T", Body = body };

    private string File(string name) => Path.Combine(folder.Path, name);
}
