using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using KnowledgeBase.Tickets;
using Microsoft.Extensions.Time.Testing;

namespace KnowledgeBase.Tests.Store;

/// <summary>What holds of the store on either engine.</summary>
public abstract class Store_tests : IDisposable
{
    private readonly StorePlace place;
    private readonly KnowledgeStore store;

    protected Store_tests(StorePlace place)
    {
        this.place = place;
        store = place.Open(new FakeTimeProvider());
    }

    public void Dispose()
    {
        store.Dispose();
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public void An_article_comes_back_as_it_was_written()
    {
        var article = Sample("a/b", "Text \u2014 \ud83d\ude00") with
        {
            Tags = ["x", "y"],
            Aliases = ["old"],
            Audience = Audience.Agent,
            Kind = ArticleKind.Incident,
            Updated = new DateOnly(2026, 11, 24),
            Version = "11",
            Category = "C",
            FrontMatter = "title: T",
        };
        store.PutArticle(article, "test");
        var read = store.GetArticle("a/b")!.Article;
        Assert.Equivalent(article, read, strict: true);
        Assert.Equal("a/b", store.FindByAlias("old")!.Article.Id);
    }

    [SkippableFact]
    public void Every_revision_is_kept_and_an_unchanged_one_is_not_written()
    {
        Assert.Equal(WriteOutcome.Created, store.PutArticle(Sample("a", "one"), "test").Outcome);
        Assert.Equal(WriteOutcome.Updated, store.PutArticle(Sample("a", "two"), "test").Outcome);
        Assert.Equal(WriteOutcome.Unchanged, store.PutArticle(Sample("a", "two"), "test").Outcome);
        Assert.Equal(["one", "two"], store.Revisions("a").Select(r => store.Revision("a", r.Revision)!.Body));
        Assert.Equal(2, store.Changes(0).Count);
    }

    [SkippableFact]
    public void Whoever_writes_on_an_old_revision_overwrites_nothing()
    {
        store.PutArticle(Sample("a", "one"), "test");
        store.PutArticle(Sample("a", "two"), "test", expectedRevision: 1);
        Assert.Equal(WriteOutcome.Conflict, store.PutArticle(Sample("a", "three"), "test", expectedRevision: 1).Outcome);
        Assert.Equal(WriteOutcome.Conflict, store.PutArticle(Sample("a", "four"), "test", expectedRevision: 0).Outcome);
        Assert.Equal("two", store.GetArticle("a")!.Article.Body);
    }

    [SkippableFact]
    public void Deleting_is_logged_and_a_second_life_goes_on_counting()
    {
        store.PutArticle(Sample("a", "one"), "test");
        Assert.True(store.DeleteArticle("a"));
        Assert.False(store.DeleteArticle("a"));
        Assert.Null(store.GetArticle("a"));
        var again = store.PutArticle(Sample("a", "one"), "test", expectedRevision: 0);
        Assert.Equal((WriteOutcome.Created, 2L), (again.Outcome, again.Article.Revision));
        Assert.Equal("one", store.GetArticle("a")!.Article.Body);
        Assert.Equal([false, true, false], store.Changes(0).Select(c => c.IsDelete));
    }

    [SkippableFact]
    public void Tickets_are_written_once_by_id()
    {
        var ticket = new Ticket { Id = "T1", Created = DateTimeOffset.UnixEpoch, Text = "x", Articles = ["a"] };
        Assert.Equal(new TicketsWrite(1, 0, 0, 1), store.PutTickets([ticket]));
        Assert.Equal(new TicketsWrite(0, 0, 1, 0), store.PutTickets([ticket]));
        Assert.Equal(new TicketsWrite(0, 1, 0, 2), store.PutTickets([ticket with { Answer = "y" }]));
        Assert.Equal(1, store.EraseTicket("T1").Tickets);
        Assert.Null(store.GetTicket("T1"));
    }

    [SkippableFact]
    public void Is_gone_through_in_pages_by_key_and_by_time()
    {
        Intake.Samples.Fill(store, articles: 25, tickets: 25);
        store.DeleteArticle(store.ArticlesAfter(0, 3)[2].Article.Id);
        var articles = new List<StoredArticle>();
        for (long key = 0; store.ArticlesAfter(key, 10) is { Count: > 0 } page; key = page[^1].Key)
        {
            articles.AddRange(page);
        }

        Assert.Equal(store.Articles().Select(a => a.Key).Order(), articles.Select(a => a.Key));
        Assert.Equal(24, store.ArticleCount());
        Assert.Equal(articles.Take(2).Select(a => a.Key), store.Articles([articles[0].Key, articles[1].Key, 999_999]).Select(a => a.Key).Order());
        Assert.Equal(store.Tickets().TakeLast(4).Select(t => t.Key), store.LatestTickets(4).Select(t => t.Key));
        Assert.Equal(store.Tickets().Select(t => t.Ticket.Id).Order(), store.TicketIds().Order());
        Assert.Equal([store.Tickets()[7].Key], store.Tickets([store.Tickets()[7].Key]).Select(t => t.Key));
        Assert.Equal(store.TicketsAfter(0, 5)[^1].Key + 1, store.TicketsAfter(store.TicketsAfter(0, 5)[^1].Key, 5)[0].Key);
        Assert.Equal(store.MarkOf(1).Length > 0, store.MarkOf(999_999).Length == 0);
    }

    [SkippableFact]
    public async Task Eight_writers_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(() =>
        {
            for (int i = 0; i < 20; i++)
            {
                store.PutArticle(Sample($"w{w}/a{i}", "text"), "test");
            }
        })));
        Assert.Equal(160, store.Articles().Count);
        Assert.Equal(Enumerable.Range(1, 160).Select(i => (long)i), store.Changes(0).Select(c => c.Sequence));
    }

    [SkippableFact]
    public async Task Writers_of_two_nodes_give_changes_that_a_follower_sees_in_order_and_never_skips()
    {
        using var other = place.Open(TimeProvider.System);
        using var written = new CancellationTokenSource();
        var seen = new List<long>();
        var follower = Task.Run(() =>
        {
            bool last;
            do
            {
                last = written.IsCancellationRequested; // what is there now is all there is
                seen.AddRange(other.Changes(seen.LastOrDefault()).Select(c => c.Sequence));
            }
            while (!last);
        });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(() =>
        {
            for (int i = 0; i < 25; i++)
            {
                (w % 2 == 0 ? store : other).PutFiles([.. Enumerable.Range(0, 1 + w).Select(a => (Sample($"w{w}/i{i}/a{a}", "text"), ""))], "test");
            }
        })));
        await written.CancelAsync();
        await follower;
        Assert.Equal(25 * 36, seen.Count);
        Assert.Equal(store.Changes(0).Select(c => c.Sequence), seen);
        Assert.Equal(store.LastSequence(), seen[^1]);
    }

    [SkippableFact]
    public void A_write_that_fails_leaves_nothing_and_harms_none_that_is_committed_beside_it()
    {
        var broken = new Article { Id = "broken", Title = null!, Body = "no title" };
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
        {
            if (i % 4 == 0)
            {
                Assert.ThrowsAny<System.Data.Common.DbException>(() => store.PutFiles([(Sample($"half/{i}", "text"), ""), (broken, "")], "test"));
            }
            else
            {
                store.PutArticle(Sample($"whole/{i}", "text"), "test");
            }
        });
        Assert.Equal(150, store.Articles().Count);
        Assert.All(store.Articles(), a => Assert.StartsWith("whole/", a.Article.Id, StringComparison.Ordinal));
        Assert.Equal(store.Articles().Select(a => a.Key).Order(), store.Changes(0).Select(c => c.Key).Order());
    }

    [SkippableFact]
    public async Task Of_two_nodes_that_write_on_one_revision_one_is_told_of_the_other()
    {
        using var other = place.Open(TimeProvider.System);
        store.PutArticle(Sample("a", "0"), "test");
        var outcomes = await Task.WhenAll(new[] { store, other }.Select((node, n) => Task.Run(() =>
            Enumerable.Range(1, 20).Count(i => node.PutArticle(Sample("a", $"{n} {i}"), "test", expectedRevision: i).Outcome == WriteOutcome.Updated))));
        Assert.Equal(store.GetArticle("a")!.Revision - 1, outcomes.Sum());
        Assert.Equal(outcomes.Sum() + 1, store.Revisions("a").Count);
    }

    [SkippableFact]
    public void Texts_are_sorted_by_their_bytes_on_every_engine()
    {
        string[] ids = ["Z", "a", "a-b", "a/b", "ab", "\u00e9", "\ud83d\ude00"];
        foreach (string id in ids.Reverse())
        {
            store.PutArticle(Sample(id, "text"), "test");
        }

        Assert.Equal(ids, store.Articles().Select(a => a.Article.Id));
    }

    [SkippableFact]
    public void What_no_database_can_keep_becomes_a_replacement_character()
    {
        store.PutTickets([new Ticket { Id = "T", Created = DateTimeOffset.UnixEpoch, Text = "a\0b \ud800c \ud83d\ude00" }]);
        Assert.Equal("a\ufffdb \ufffdc \ud83d\ude00", store.GetTicket("T")!.Ticket.Text);
        Assert.Equal(1, store.PutTickets([new Ticket { Id = "T", Created = DateTimeOffset.UnixEpoch, Text = "a\0b \ud800c \ud83d\ude00" }]).Unchanged);
    }

    [SkippableFact]
    public void Opening_at_once_on_many_nodes_migrates_once()
    {
        using var fresh = place.Another();
        Parallel.For(0, 6, _ => fresh.Open(TimeProvider.System).Dispose());
        using var opened = fresh.Open(TimeProvider.System);
        Assert.Empty(opened.Articles());
    }

    [SkippableFact]
    public void A_store_of_a_newer_program_is_refused()
    {
        place.Run("INSERT INTO schema_version (version) VALUES (99)");
        Assert.Contains("newer", Assert.Throws<InvalidDataException>(() => place.Open(TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_clock_put_back_an_hour_changes_no_order_and_loses_nothing()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 29, 12, 0, 0, TimeSpan.Zero));
        using var own = place.Another();
        using var opened = own.Open(time);
        using var folder = new TempFolder();
        opened.PutArticle(Sample("a", "one"), "test");
        opened.PutArticle(Sample("b", "two"), "test");
        using (var indexes = IndexFolder.TryOpen(folder.Path, out _)!)
        {
            using var live = new LiveIndex(opened, StaticEmbedding.Default, indexes);
            live.CatchUp();
            Assert.True(live.Commit());
            time.AdjustTime(time.GetUtcNow().AddHours(-1));
            opened.PutArticle(Sample("a", "one, mended"), "test");
            opened.PutTickets([new Ticket { Id = "t", Created = time.GetUtcNow(), Text = "two?" }]);
            Assert.True(opened.DeleteArticle("b"));
            live.CatchUp();
            Assert.Equal((1, 1, opened.LastSequence()), (live.Index.ArticleCount, live.Index.TicketCount, live.Sequence));
            Assert.True(live.Commit());
        }

        string built = "";
        using (var indexes = IndexFolder.TryOpen(folder.Path, out _)!)
        {
            using var again = new LiveIndex(opened, StaticEmbedding.Default, indexes, line => built = line);
            again.CatchUp();
            Assert.Equal((1, 1, ""), (again.Index.ArticleCount, again.Index.TicketCount, built));
        }

        Assert.Equal(Enumerable.Range(1, 5).Select(i => (long)i), opened.Changes(0).Select(c => c.Sequence));
        Assert.Equal(["one", "one, mended"], opened.Revisions("a").Select(r => opened.Revision("a", r.Revision)!.Body));
        Assert.Equal("one, mended", opened.GetArticle("a")!.Article.Body);
    }

    private static Article Sample(string id, string body) => new() { Id = id, Title = "T", Body = body };
}

public sealed class Store_on_sqlite() : Store_tests(new StorePlace.Sqlite())
{
    [Fact]
    public void A_data_folder_that_cannot_be_made_is_named_with_the_mend()
    {
        using var folder = new TempFolder();
        string file = folder.File("file", "x");
        Assert.Contains(file, Assert.Throws<StoreUnavailableException>(() => KnowledgeStore.Open(Path.Combine(file, "data"), TimeProvider.System)).Message, StringComparison.Ordinal);
    }
}

public sealed class Store_on_postgres() : Store_tests(new StorePlace.Postgres());
