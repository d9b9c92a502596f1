using KnowledgeBase.Answering;
using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Tests.Indexing;

public sealed class A_kept_index : IDisposable
{
    private static readonly string[] Words = ["amber", "anchor", "barrel", "beacon", "bridge", "bucket", "candle", "canvas", "carbon", "castle", "copper", "cradle", "dagger", "desert", "dragon", "engine"];

    private readonly TempFolder data = new();
    private readonly KnowledgeStore store;
    private readonly Random random = new(11);

    public A_kept_index() => store = KnowledgeStore.Open(data.Path, TimeProvider.System);

    public void Dispose()
    {
        store.Dispose();
        data.Dispose();
    }

    [Fact]
    public void Is_loaded_not_built_and_says_the_same()
    {
        Change(120);
        Run(commit: true);
        var said = Run();
        Assert.Empty(said.Built);
        Assert.Equal(Fresh(), said.Answers);
    }

    [Fact]
    public async Task Says_how_far_it_is_while_it_is_built_and_answers_meanwhile()
    {
        store.PutTickets([.. Enumerable.Range(0, 4_000).Select(i => new Ticket { Id = $"t{i}", Created = DateTimeOffset.UnixEpoch, Text = $"{Words[i % 16]} {Words[i % 15]}" })]);
        using var live = new LiveIndex(store, StaticEmbedding.Default);
        live.CatchUp();
        Assert.Null(live.Building);
        var rebuilding = Task.Run(() => live.Rebuild());
        var seen = new List<int>();
        while (!rebuilding.IsCompleted)
        {
            if (live.Building is { } taken)
            {
                seen.Add(taken);
                Assert.Equal(4_000, live.Index.TicketCount);
            }
        }

        await rebuilding;
        Assert.Contains(seen, taken => taken > 0);
        Assert.Equal(seen.Order(), seen);
        Assert.Null(live.Building);
    }

    [Fact]
    public void Catches_up_with_what_was_written_since_its_last_commit_whatever_came_between()
    {
        Change(40);
        using (var folder = Folder())
        {
            using var live = new LiveIndex(store, StaticEmbedding.Default, folder);
            for (int i = 0; i < 12; i++)
            {
                live.CatchUp();
                Assert.Equal(i % 3 == 0, i % 3 == 0 && live.Commit());
                Change(10);
            }

            live.CatchUp(); // not committed, as after a kill
        }

        Change(10);
        var said = Run();
        Assert.Empty(said.Built);
        Assert.Equal(Fresh(), said.Answers);
    }

    [Fact]
    public void Writes_its_journal_anew_when_most_of_it_is_of_the_past()
    {
        using (var folder = Folder())
        {
            using var live = new LiveIndex(store, StaticEmbedding.Default, folder);
            Change(20);
            live.CatchUp();
            for (int i = 0; i < 10_100; i++)
            {
                live.Index.DeleteTicket(1_000_000 + i); // a record each
            }

            Assert.True(live.Commit());
            string journal = Assert.Single(Files("journal.*"));
            Assert.Equal("journal.1", Path.GetFileName(journal));
            Change(5);
            live.CatchUp();
            Assert.True(live.Commit());
            using var responder = new Responder(store, live, new Ranker(RankingModel.Shipped()));
            Assert.Equal(Fresh(), Answers(responder)); // texts are read from the new one
        }

        var said = Run();
        Assert.Empty(said.Built);
        Assert.Equal(Fresh(), said.Answers);
    }

    [Fact]
    public void Keeps_the_space_a_large_corpus_was_placed_in()
    {
        store.PutFiles([.. Enumerable.Range(0, 1_200).Select(i => (new Article { Id = $"a{i}", Title = Some(4), Body = Some(30) }, ""))], "test");
        Run(commit: true);
        store.PutArticle(new Article { Id = "later", Title = Some(4), Body = Some(30) }, "test");
        using var folder = Folder();
        using var live = new LiveIndex(store, StaticEmbedding.Default, folder, Fail);
        live.CatchUp();
        var learned = live.Index.Latent;
        store.PutArticle(new Article { Id = "later still", Title = Some(4), Body = Some(30) }, "test");
        live.CatchUp();
        Assert.Same(learned, live.Index.Latent);
        Assert.NotEqual(0, learned.Dimensions);
        var question = live.Index.Articles.Values.First(a => a.Article.Id == "later still");
        var vector = new sbyte[learned.Dimensions];
        float scale = learned.Encode([.. question.Title, .. question.TermsOf(0)], vector);
        Assert.Equal(1, learned.Best(question.Slot, vector, scale), 0.02);
    }

    [Fact]
    public void Is_built_anew_when_any_of_its_files_is_damaged_cut_short_or_gone()
    {
        Change(60);
        Run(commit: true);
        string[] expected = Fresh();
        using var copy = new TempFolder();
        Copy(IndexPath, copy.Path);
        foreach (string file in Directory.GetFiles(copy.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(copy.Path, f)))
        {
            foreach (string harm in (string[])["flipped", "cut", "gone"])
            {
                Directory.Delete(IndexPath, recursive: true);
                Copy(copy.Path, IndexPath);
                string path = Path.Combine(IndexPath, file);
                byte[] bytes = File.ReadAllBytes(path);
                if (harm == "gone")
                {
                    File.Delete(path);
                }
                else if (bytes.Length > 0)
                {
                    bytes[bytes.Length / 2] ^= 0x10;
                    File.WriteAllBytes(path, harm == "cut" ? bytes[..(bytes.Length / 2)] : bytes);
                }

                Assert.Equal(expected, Run(commit: true).Answers);
                var again = Run();
                Assert.Empty(again.Built);
                Assert.Equal(expected, again.Answers);
            }
        }
    }

    [Fact]
    public void Is_not_used_for_another_store_or_embedding()
    {
        Change(30);
        Run(commit: true);
        using var elsewhere = new TempFolder();
        using var other = KnowledgeStore.Open(elsewhere.Path, TimeProvider.System);
        for (int i = 0; i < 100; i++)
        {
            other.PutArticle(new Article { Id = $"b{i}", Title = Some(3), Body = Some(9) }, "test");
        }

        using var folder = Folder();
        var said = new List<string>();
        using var live = new LiveIndex(other, StaticEmbedding.Default, folder, said.Add);
        live.CatchUp();
        Assert.Contains("another store", Assert.Single(said), StringComparison.Ordinal);
        Assert.All(live.Index.Articles.Values, a => Assert.StartsWith("b", a.Article.Id, StringComparison.Ordinal));
        var reweighted = StaticEmbedding.Default.Reweight(new Dictionary<string, float> { ["publish"] = 1, ["npm"] = 2 });
        using var placed = new LiveIndex(other, reweighted, folder, Fail);
        placed.CatchUp();
        Assert.Equal(100, placed.Index.ArticleCount);
    }

    [Fact]
    public void Goes_on_while_its_folder_is_deleted_under_it()
    {
        using var folder = Folder();
        var said = new List<string>();
        using var live = new LiveIndex(store, StaticEmbedding.Default, folder, said.Add);
        using var responder = new Responder(store, live, new Ranker(RankingModel.Shipped()));
        Change(30);
        live.CatchUp();
        live.Commit();
        foreach (string lost in Directory.GetDirectories(IndexPath))
        {
            Directory.Delete(lost, recursive: true);
        }

        Change(10);
        live.CatchUp();
        live.Commit();
        Change(10);
        live.CatchUp();
        live.Commit();
        Assert.Equal(Fresh(), Answers(responder));
        Assert.NotEmpty(said);
    }

    [Fact]
    public void Is_for_one_process_at_a_time()
    {
        using var first = Folder();
        Assert.Null(IndexFolder.TryOpen(IndexPath, out string fault));
        Assert.Contains("in use", fault, StringComparison.Ordinal);
    }

    private string IndexPath => Path.Combine(data.Path, "index");

    private IndexFolder Folder() => IndexFolder.TryOpen(IndexPath, out _)!;

    private string[] Files(string pattern) => Directory.GetFiles(IndexPath, pattern, SearchOption.AllDirectories);

    private string Some(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));

    private void Change(int times)
    {
        for (int i = 0; i < times; i++)
        {
            string id = $"item{random.Next(40)}";
            if (random.Next(6) == 0)
            {
                store.DeleteArticle(id);
            }
            else
            {
                store.PutArticle(
                    new Article
                    {
                        Id = id,
                        Title = $"How do I mend {id} with {Some(2)}?",
                        Body = $"# {Some(1)}\n\nThe zq{id}v{i} is mended with `E{i}` and {Some(random.Next(150))}.",
                        Category = Some(1),
                        Tags = [Some(1)],
                        Questions = [Some(4), Some(3)],
                        Aliases = [$"old{i}"],
                        Updated = new DateOnly(2026, 1, 1 + (i % 28)),
                        Kind = (ArticleKind)random.Next(3),
                        Audience = (Audience)random.Next(2),
                        Version = i % 5 == 0 ? "v7" : "",
                    },
                    "test");
            }

            string ticket = $"t{random.Next(60)}";
            if (random.Next(5) == 0)
            {
                store.EraseTicket(ticket);
            }
            else
            {
                store.PutTickets([new Ticket { Id = ticket, Created = DateTimeOffset.UnixEpoch.AddDays(i), Text = $"My {Some(6)} is broken", Articles = [$"item{random.Next(40)}"] }]);
            }
        }
    }

    // A start and a stop: why an index was built although there was one, and the answers.
    private (List<string> Built, string[] Answers) Run(bool commit = false)
    {
        using var folder = Folder();
        var said = new List<string>();
        using var responder = new Responder(store, new LiveIndex(store, StaticEmbedding.Default, folder, said.Add), new Ranker(RankingModel.Shipped()));
        responder.CatchUp();
        responder.Live.Tidy();
        if (commit)
        {
            responder.Live.Commit();
        }

        return (said, Answers(responder));
    }

    private string[] Fresh()
    {
        using var built = new Responder(store, StaticEmbedding.Default, new Ranker(RankingModel.Shipped()));
        built.CatchUp();
        return Answers(built);
    }

    private string[] Answers(Responder responder) =>
    [
        .. store.Articles().Select(a => a.Article.Body).Concat(["amber bridge", "castle of copper", "E7 dragon"]).Select(question => responder.Respond(question, Viewer.Agent, 10)).Select(r => string.Join('\n',
            r.Articles.Select(a => $"{a.Id} {a.Title} {a.Category} {a.Anchor} {a.Probability} {string.Join("", a.Snippet)} {string.Join(", ", a.Reasons)} {a.Audience} {a.Kind}").Concat(r.Tickets.Select(t => $"{t.Id} {t.Similarity} {string.Join(",", t.Articles)}")))),
        .. responder.Index.Articles.Values.OrderBy(a => a.Key).Select(a => $"{a.Key} {string.Join(',', a.Article with { Tags = [], Aliases = [], Questions = [] })} {string.Join(',', a.Article.Questions)} {string.Join(',', a.Codes.Select(responder.Index.TermIds.Term).Order(StringComparer.Ordinal))}"),
    ];

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }

    private static void Fail(string line) => Assert.Fail(line);
}
