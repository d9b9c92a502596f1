using KnowledgeBase.Articles;
using KnowledgeBase.Intake;
using KnowledgeBase.Store;

namespace KnowledgeBase.Tests.Intake;

public sealed class The_articles_folder : IDisposable
{
    private readonly TempFolder articles = new(), elsewhere = new(), data = new();
    private readonly KnowledgeStore store;

    public The_articles_folder()
    {
        store = KnowledgeStore.Open(data.Path, TimeProvider.System);
        articles.File("a.md", "# A\nfrom the folder");
        articles.File("b/b.md", "# B\nfrom the folder");
        elsewhere.File("c.md", "# C\nimported");
    }

    public void Dispose()
    {
        store.Dispose();
        articles.Dispose();
        elsewhere.Dispose();
        data.Dispose();
    }

    [Fact]
    public void Importing_what_the_folder_brought_changes_nothing_and_it_still_belongs_to_the_folder()
    {
        Mirror();
        Assert.Equal(2, ArticleImport.Run(store, articles.Path).Unchanged);
        File.Delete(Path.Combine(articles.Path, "a.md"));
        Assert.Equal((1, 1), (Mirror().Removed, store.GetArticle("b/b")!.Revision));
    }

    [Fact]
    public void An_article_whose_file_is_broken_now_stays_as_it_was()
    {
        Mirror();
        articles.File("a.md", "---\ntitle: [A\n---\nbroken");
        Assert.Single(Mirror().Refusals);
        Assert.Equal("from the folder", store.GetArticle("a")!.Article.Body);
    }

    [Theory]
    [InlineData("b")] // a link to itself cannot be read by root either
    [InlineData("not-mounted")]
    public void A_folder_that_cannot_be_read_is_named_and_nothing_is_taken_away(string target)
    {
        Mirror();
        File.Delete(Path.Combine(articles.Path, "a.md"));
        Directory.Delete(Path.Combine(articles.Path, "b"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(articles.Path, "b"), target);
        articles.File("good.md", "# Good\nnew");
        var report = Mirror();
        Assert.Equal(["a", "b/b", "good"], Ids());
        Assert.Contains("/b: the folder cannot be read. Mend: give", Assert.Single(report.Refusals).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_folder_is_followed_unless_it_leads_back()
    {
        Directory.CreateSymbolicLink(Path.Combine(articles.Path, "more"), elsewhere.Path);
        Directory.CreateSymbolicLink(Path.Combine(articles.Path, "b", "up"), "..");
        Assert.Empty(Mirror().Refusals);
        Assert.Equal(["a", "b/b", "more/c"], Ids());
    }

    private ImportReport Mirror() => ArticleImport.Run(store, articles.Path, mirror: true);

    private IEnumerable<string> Ids() => store.Articles().Select(a => a.Article.Id);
}
