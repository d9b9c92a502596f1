using KnowledgeBase.Intake;
using KnowledgeBase.Store;
using KnowledgeBase.Tests.Intake;

namespace KnowledgeBase.Tests.Store;

[Collection(Api.Process_tests.Name)]
public sealed class A_failing_disk
{
    [SkippableFact]
    public void A_full_one_loses_nothing_acknowledged_and_writing_goes_on_when_there_is_room()
    {
        using var disk = Requires.Disk(megabytes: 4);
        string filler = Path.Combine(disk.Path, "filler"), data = Path.Combine(disk.Path, "data");
        File.WriteAllBytes(filler, new byte[1 << 20]);
        int acknowledged = 0;
        using (var store = KnowledgeStore.Open(data, TimeProvider.System))
        {
            void WriteOn()
            {
                for (; ; acknowledged++)
                {
                    store.PutTickets([Samples.Ticket(acknowledged, new string('x', 20_000))]);
                }
            }

            var fault = Assert.Throws<StoreUnavailableException>(WriteOn);
            Assert.Contains(data, fault.Message, StringComparison.Ordinal);
            Assert.Contains("make room", fault.Message, StringComparison.Ordinal);
            Assert.True(acknowledged > 0);
            Assert.Equal(acknowledged, store.Tickets().Count);

            File.Delete(filler);
            store.PutTickets([Samples.Ticket(acknowledged)]);
        }

        using var again = KnowledgeStore.Open(data, TimeProvider.System);
        Assert.Equal(acknowledged + 1, again.Tickets().Count);
        Assert.Equal(acknowledged + 1, again.Changes(0, int.MaxValue).Count);
    }

    [SkippableFact]
    public async Task An_import_onto_a_full_one_ends_with_one_clear_line_and_goes_on_when_there_is_room()
    {
        const int tickets = 4_000, batch = 500;
        using var disk = Requires.Disk(megabytes: 12);
        using var folder = new TempFolder();
        string file = folder.File("tickets.jsonl", string.Concat(Enumerable.Range(0, tickets).Select(i =>
            $$"""{"id":"{{i}}","created":"2026-01-01T00:00:00Z","text":"{{new string('y', 5_000)}}"}""" + "\n")));
        var (code, _, errors) = await Api.Executable.Run("import", "tickets", file, $"--KnowledgeBase:DataPath={disk.Path}");
        Assert.Equal(1, code);
        string[] said = errors.Trim().Split('\r');
        Assert.Equal($"The data folder {disk.Path} is not usable. The disk is full: make room; nothing acknowledged is lost.", said[^1]);
        Assert.EndsWith(" tickets", said[^2], StringComparison.Ordinal);
        int acknowledged = int.Parse(said[^2].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

        Requires.That(disk.Grow(megabytes: 128), "a disk cannot be made larger here");
        using (var store = KnowledgeStore.Open(disk.Path, TimeProvider.System))
        {
            Assert.Equal(acknowledged, store.Tickets().Count);
            Assert.Equal(0, acknowledged % batch);
        }

        Assert.Equal(0, (await Api.Executable.Run("import", "tickets", file, $"--KnowledgeBase:DataPath={disk.Path}")).Code);
        using var whole = KnowledgeStore.Open(disk.Path, TimeProvider.System);
        Assert.Equal((tickets, tickets), (whole.Tickets().Count, whole.Changes(0, int.MaxValue).Count));
    }

    [SkippableFact]
    public async Task A_read_only_one_is_named_with_the_mend()
    {
        using var disk = Requires.Disk(megabytes: 4);
        string data = Path.Combine(disk.Path, "data");
        KnowledgeStore.Open(data, TimeProvider.System).Dispose();
        Requires.That(disk.MakeReadOnly(), "a disk cannot be made read-only here");
        foreach (string path in new[] { data, Path.Combine(disk.Path, "new") })
        {
            string message = Assert.Throws<StoreUnavailableException>(() => KnowledgeStore.Open(path, TimeProvider.System)).Message;
            Assert.Contains(path, message, StringComparison.Ordinal);
            Assert.Contains("write", message, StringComparison.Ordinal);
            foreach (string[] command in (string[][])[["serve", "--Urls=http://127.0.0.1:0"], ["import", "articles", Repository.Articles]])
            {
                Assert.Equal((1, "", message + "\n"), await Api.Executable.Run([.. command, $"--KnowledgeBase:DataPath={path}"]));
            }
        }
    }

    [Fact]
    public void A_file_of_articles_that_may_not_be_read_is_refused_and_the_others_go_in()
    {
        using var folder = new TempFolder();
        folder.File("in/good.md", "Good");
        Directory.CreateDirectory(Path.Combine(folder.Path, "in"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "in", "gone.md"), Path.Combine(folder.Path, "nowhere.md"));
        using var store = KnowledgeStore.Open(Path.Combine(folder.Path, "data"), TimeProvider.System);
        var report = ArticleImport.Run(store, Path.Combine(folder.Path, "in"));
        Assert.Equal(1, report.Added);
        Assert.Equal("gone.md", Assert.Single(report.Refusals).Where);
    }
}
