using KnowledgeBase.Articles;
using KnowledgeBase.Store;
using KnowledgeBase.Tickets;
using Microsoft.Extensions.Time.Testing;

namespace KnowledgeBase.Tests.Store;

public sealed class Store_tests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly KnowledgeStore store;

    public Store_tests() => store = KnowledgeStore.Open(folder.Path, new FakeTimeProvider());

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
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
        store.PutArticle(article, "a/b.md", "test");
        var read = store.GetArticle("a/b")!.Article;
        Assert.Equivalent(article, read, strict: true);
        Assert.Equal("a/b", store.FindByAlias("old")!.Article.Id);
    }

    [Fact]
    public void Every_revision_is_kept_and_an_unchanged_one_is_not_written()
    {
        Assert.Equal(WriteOutcome.Created, store.PutArticle(Sample("a", "one"), "", "test").Outcome);
        Assert.Equal(WriteOutcome.Updated, store.PutArticle(Sample("a", "two"), "", "test").Outcome);
        Assert.Equal(WriteOutcome.Unchanged, store.PutArticle(Sample("a", "two"), "", "test").Outcome);
        Assert.Equal(["one", "two"], store.Revisions("a").Select(r => store.Revision("a", r.Revision)!.Value.Body));
        Assert.Equal(2, store.Changes(0).Count);
    }

    [Fact]
    public void Whoever_writes_on_an_old_revision_overwrites_nothing()
    {
        store.PutArticle(Sample("a", "one"), "", "test");
        store.PutArticle(Sample("a", "two"), "", "test", expectedRevision: 1);
        Assert.Equal(WriteOutcome.Conflict, store.PutArticle(Sample("a", "three"), "", "test", expectedRevision: 1).Outcome);
        Assert.Equal(WriteOutcome.Conflict, store.PutArticle(Sample("a", "four"), "", "test", expectedRevision: 0).Outcome);
        Assert.Equal("two", store.GetArticle("a")!.Article.Body);
    }

    [Fact]
    public void Deleting_is_logged_and_a_second_life_goes_on_counting()
    {
        store.PutArticle(Sample("a", "one"), "", "test");
        Assert.True(store.DeleteArticle("a"));
        Assert.False(store.DeleteArticle("a"));
        Assert.Null(store.GetArticle("a"));
        Assert.Equal(2, store.PutArticle(Sample("a", "again"), "", "test").Article.Revision);
        Assert.Equal([false, true, false], store.Changes(0).Select(c => c.IsDelete));
    }

    [Fact]
    public void Tickets_are_written_once_by_id()
    {
        var ticket = new Ticket { Id = "T1", Created = DateTimeOffset.UnixEpoch, Text = "x", Articles = ["a"] };
        Assert.Equal(new TicketsWrite(1, 0, 0, 1), store.PutTickets([ticket]));
        Assert.Equal(new TicketsWrite(0, 0, 1, 0), store.PutTickets([ticket]));
        Assert.Equal(new TicketsWrite(0, 1, 0, 2), store.PutTickets([ticket with { Answer = "y" }]));
        Assert.True(store.DeleteTicket("T1"));
        Assert.Null(store.GetTicket("T1"));
    }

    [Fact]
    public async Task Eight_writers_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(() =>
        {
            for (int i = 0; i < 20; i++)
            {
                store.PutArticle(Sample($"w{w}/a{i}", "text"), "", "test");
            }
        })));
        Assert.Equal(160, store.Articles().Count);
        Assert.Equal(Enumerable.Range(1, 160).Select(i => (long)i), store.Changes(0).Select(c => c.Sequence));
    }

    [Fact]
    public void A_store_of_a_newer_program_is_refused()
    {
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder.Path, "knowledgebase.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO schema_version (version) VALUES (99)";
            command.ExecuteNonQuery();
        }

        Assert.Contains("newer", Assert.Throws<InvalidDataException>(() => KnowledgeStore.Open(folder.Path, TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_folder_that_cannot_be_made_is_named_with_the_mend()
    {
        string file = folder.File("file", "x");
        Assert.Contains(file, Assert.Throws<StoreUnavailableException>(() => KnowledgeStore.Open(Path.Combine(file, "data"), TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    private static Article Sample(string id, string body) => new() { Id = id, Title = "T", Body = body };
}
