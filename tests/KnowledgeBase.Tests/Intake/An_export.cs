using System.Text;
using KnowledgeBase.Articles;
using KnowledgeBase.Intake;
using KnowledgeBase.Store;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Tests.Intake;

public sealed class An_export : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly KnowledgeStore store;

    public An_export() => store = KnowledgeStore.Open(Path.Combine(folder.Path, "data"), TimeProvider.System);

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Taken_in_again_it_is_the_same_articles_and_tickets()
    {
        ArticleImport.Run(store, Repository.Articles, mirror: true);
        TicketImport.Run(store, Repository.Tickets);
        AssertComesBack();
    }

    [Theory]
    [InlineData("---\ntitle: A\nown: kept # why\ntags: [x, y]\n---\n\nBody\n")]
    [InlineData("+++\ntitle = \"A\"\n+++\nBody")]
    [InlineData(";;;\n{\"title\": \"A\"}\n;;;\nBody")]
    [InlineData("{\n\"title\": \"A\"\n}\nBody")]
    [InlineData("# A heading for a title\n\nBody\n\n---\nnot front matter\n---\n")]
    [InlineData("---\ndraft: true\n---\n# A heading for a title\nBody")]
    [InlineData("\n\nNo title at all")]
    [InlineData("---\ntitle: A\nid: other/id\n---\n# A heading of its own\nBody")]
    [InlineData("---\ntitle: \"Colon: yes\"\nquestions:\n  - how so\n---\nText\n")]
    [InlineData("import X from 'x'\n\n# Start\n\n<X/>\n\nText\n")]
    [InlineData("\ufeff---\r\ntitle: A\r\n---\r\nBody\r\n")]
    public void Every_style_of_article_comes_back(string text)
    {
        folder.File("in/some/a-b.md", text);
        Assert.Equal(1, ArticleImport.Run(store, Path.Combine(folder.Path, "in")).Added);
        AssertComesBack();
    }

    [Fact]
    public void Its_zip_is_taken_in_again_and_leaves_nothing_behind()
    {
        ArticleImport.Run(store, Repository.Articles, mirror: true);
        string file = Path.Combine(folder.Path, "articles.zip"), left;
        using (var zip = Export.Zip(store))
        {
            left = zip.Name;
            using var copy = File.Create(file);
            zip.CopyTo(copy);
        }

        Assert.False(File.Exists(left) || Directory.Exists(Path.ChangeExtension(left, null)));
        using var other = KnowledgeStore.Open(Path.Combine(folder.Path, "other"), TimeProvider.System);
        Assert.Equal(store.Articles().Count, ArticleImport.Run(other, file).Added);
        Assert.Equal(store.Articles().Select(a => (a.Article.Id, a.Article.Body)), other.Articles().Select(a => (a.Article.Id, a.Article.Body)));
    }

    [Fact]
    public void Odd_tickets_come_back()
    {
        store.PutTickets([new Ticket { Id = "T/1 \"é\"", Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), Subject = "\ufffd", Text = "a\r\nb\t\"c\" <é> 😀 \u2028", Articles = ["x"] }]);
        AssertComesBack();
    }

    [Fact]
    public void A_file_is_the_one_that_was_taken_in()
    {
        const string text = "---\ntitle: A\nown: kept # why\n---\n\n# Heading\n\nBody\n";
        folder.File("in/some/a.md", text);
        ArticleImport.Run(store, Path.Combine(folder.Path, "in"));
        Export.Run(store, Path.Combine(folder.Path, "out"));
        Assert.Equal(text, File.ReadAllText(Path.Combine(folder.Path, "out", "articles", "some", "a.md"), Encoding.UTF8));
    }

    [Fact]
    public void It_never_writes_among_other_files()
    {
        string other = folder.File("out/other.txt", "precious");
        Assert.Contains("not an empty folder", Assert.Throws<IOException>(() => Export.Run(store, Path.GetDirectoryName(other)!)).Message, StringComparison.Ordinal);
        Assert.Contains("not an empty folder", Assert.Throws<IOException>(() => Export.Run(store, other)).Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(other));
    }

    [Fact]
    public void It_never_writes_outside_its_folder()
    {
        store.PutArticle(new Article { Id = "a/../../../escaped", Title = "A", Body = "x" }, "test");
        Assert.Single(Export.Run(store, Path.Combine(folder.Path, "out")).Refusals);
        Assert.Empty(Directory.GetFiles(folder.Path, "escaped*", SearchOption.AllDirectories));
    }

    private void AssertComesBack()
    {
        string path = Path.Combine(folder.Path, "out");
        Assert.Empty(Export.Run(store, path).Refusals);
        using var again = KnowledgeStore.Open(Path.Combine(folder.Path, "again"), TimeProvider.System);
        Assert.Empty(ArticleImport.Run(again, Path.Combine(path, "articles")).Refusals);
        Assert.Empty(TicketImport.Run(again, Path.Combine(path, "tickets.jsonl")).Refusals);
        Assert.Equivalent(store.Articles().Select(a => a.Article), again.Articles().Select(a => a.Article), strict: true);
        Assert.Equivalent(store.Tickets().Select(t => t.Ticket), again.Tickets().Select(t => t.Ticket), strict: true);
    }
}
