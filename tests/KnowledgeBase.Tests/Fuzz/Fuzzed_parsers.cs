using System.IO.Compression;
using System.Text;
using KnowledgeBase.Answering;
using KnowledgeBase.Api;
using KnowledgeBase.Articles;
using KnowledgeBase.Intake;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using KnowledgeBase.Text;
using KnowledgeBase.Tickets;
using Xunit.Abstractions;

namespace KnowledgeBase.Tests.Fuzz;

/// <summary>All parsers, fuzzed side by side while the class lives.</summary>
public sealed class Fuzz_run : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly KnowledgeStore store;
    private readonly Responder responder;
    private readonly Dictionary<string, Lazy<Task<int>>> runs;

    public Fuzz_run()
    {
        store = KnowledgeStore.Open(Path.Combine(folder.Path, "data"), TimeProvider.System);
        ArticleImport.Run(store, Path.Combine(Repository.Articles, "install"));
        TicketImport.Run(store, "seeds", TicketReader.JsonLines(new StringReader(string.Join('\n', Seeds.JsonLines))));
        responder = new Responder(store, StaticEmbedding.Default, new Ranker(RankingModel.Shipped()));
        responder.CatchUp();
        runs = new(StringComparer.Ordinal)
        {
            ["front matter"] = Begin("front matter", Seeds.FrontMatter, Article("a.md")),
            ["Markdown"] = Begin("Markdown", Seeds.Articles, Article("a.md")),
            ["MDX"] = Begin("MDX", Seeds.Mdx, Article("a.mdx")),
            ["CSV"] = Begin("CSV", Seeds.Csv, text => Tickets(TicketCsv.Rows(Utf8(text)))),
            ["JSON Lines"] = Begin("JSON Lines", Seeds.JsonLines, text => Tickets(TicketReader.JsonLines(Utf8(text)))),
            ["ticket"] = Begin("ticket", Seeds.Texts, Ticket),
            ["query"] = Begin("query", Seeds.Texts, Query),
            ["zip"] = Begin("zip", Zips(), Zip),
            ["configuration"] = new(() => Task.Run(() => Fuzzed_configuration.Run(folder.Path))),
        };
    }

    public Task<int> Of(string parser)
    {
        foreach (var run in runs.Values)
        {
            _ = run.Value; // all at once: each has the whole time
        }

        return runs[parser].Value;
    }

    public void Dispose()
    {
        responder.Dispose();
        store.Dispose();
        folder.Dispose();
    }

    private static Lazy<Task<int>> Begin(string name, IReadOnlyList<string> seeds, Action<string> parse) => new(() => Task.Run(() => Fuzzer.Run(name, seeds, parse)));

    internal static Action<string> Article(string path) => text =>
    {
        if (ArticleFile.Parse(path, Encoding.UTF8.GetBytes(text)) is not ArticleFileResult.Parsed { Article: var article })
        {
            return;
        }

        Assert.True(ArticleFile.IsId(article.Id));
        var content = ArticleContent.Of(article.Body);
        Assert.All(Passages.Of(content), p => Assert.True(p.Text.Length <= article.Body.Length));
        string html = ArticleHtml.Render(article.Body, _ => null).Html;
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Links(article);
        ArticleFields.Of(article);
        FrontMatterEdit.WithState(text, ArticleState.Draft);
        TextDiff.Lines(article.Body, text);
    };

    private static void Links(Article article)
    {
        try
        {
            ArticleLinks.Of(article);
        }
        catch (ArgumentException)
        {
            // what it says of Markdown that is too deep
        }
    }

    private static StreamReader Utf8(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    internal static void Tickets(IEnumerable<TicketRow> rows)
    {
        foreach (var row in rows)
        {
            Assert.True(row.Line > 0);
            Assert.True(row is not TicketRow.Read read || (read.Ticket.Id.Trim().Length is > 0 and <= 200 && read.Ticket.Text.Length + read.Ticket.Subject.Length > 0));
            Assert.True(row is not TicketRow.Refused refused || (refused.Field.Length > 0 && refused.Mend.Length > 0));
        }
    }

    private static void Ticket(string text)
    {
        Assert.NotEmpty(TicketText.Parts(text));
        TicketText.Question(text[..(text.Length / 3)], text);
        Masking.Mask(text);
        Insults.In(text);
    }

    private void Query(string text)
    {
        var response = responder.Respond(text, Viewer.Agent, 5);
        Assert.All(response.Articles, a => Assert.InRange(a.Probability, 0, 1));
        responder.Respond(text, Viewer.Public, 5);
        Completions.Of(responder.Index, new Visible(store), text, Viewer.Public, 5);
    }

    // A zip is bytes: they travel as Latin-1.
    private static List<string> Zips()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in (string[])["a.md", "b/index.mdx", "../c.md", "d.txt"])
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes("---\ntitle: " + name + "\n---\n" + new string('x', 300)));
            }
        }

        return [Encoding.Latin1.GetString(bytes.ToArray())];
    }

    private void Zip(string bytes)
    {
        string file = Path.Combine(folder.Path, "fuzzed.zip");
        File.WriteAllBytes(file, Encoding.Latin1.GetBytes(bytes));
        try
        {
            ArticleImport.Run(store, file);
        }
        catch (InvalidDataException refused)
        {
            Assert.Contains("fuzzed.zip", refused.Message, StringComparison.Ordinal); // what the command says in one line
        }
    }
}

[Collection(Api.Process_tests.Name)]
public sealed class Fuzzed_parsers(Fuzz_run run, ITestOutputHelper output) : IClassFixture<Fuzz_run>
{
    [Theory]
    [InlineData("front matter")]
    [InlineData("Markdown")]
    [InlineData("MDX")]
    [InlineData("CSV")]
    [InlineData("JSON Lines")]
    [InlineData("ticket")]
    [InlineData("query")]
    [InlineData("zip")]
    [InlineData("configuration")]
    public async Task Neither_crash_nor_hang(string parser) => output.WriteLine($"{parser}: {await run.Of(parser)} inputs in {Fuzzer.Budget.TotalSeconds} s");

    // A stack that overflows ends the process: no test would fail, all would be gone.
    [Theory]
    [InlineData("---\na: ", "[", "\n---\nx")]
    [InlineData("---\na: ", "{a: ", "\n---\nx")]
    [InlineData("---\n", "- ", "\n---\nx")]
    [InlineData("---\n", "? ", "\n---\nx")]
    [InlineData("{\n\"a\": ", "[", "\n}\nx")]
    [InlineData("+++\na = ", "[", "\n+++\nx")]
    [InlineData("", "<a>", "")]
    [InlineData("", "<A b={", "")]
    [InlineData("", "{`${", "")]
    [InlineData("", "(", "")]
    public async Task Nor_run_out_of_stack(string before, string nested, string after)
    {
        string text = before + string.Concat(Enumerable.Repeat(nested, 60_000 / nested.Length)) + after;
        await Task.Run(() => Fuzz_run.Article("a.mdx")(text));
        await Task.Run(() => Fuzz_run.Tickets(TicketReader.JsonLines(new StringReader("{\"id\":" + text.ReplaceLineEndings(" ")))));
    }
}
