using System.IO.Compression;
using KnowledgeBase.Intake;
using KnowledgeBase.Store;

namespace KnowledgeBase.Tests.Intake;

public sealed class Bad_articles : IDisposable
{
    private readonly TempFolder folder = new(), data = new();
    private readonly KnowledgeStore store;

    public Bad_articles()
    {
        store = KnowledgeStore.Open(data.Path, TimeProvider.System);
        folder.File("b-good.md", "# Good\nBody");
        folder.File("z-good.mdx", "---\ntitle: Good too\nid: good\n---\nBody");
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
        data.Dispose();
    }

    [Theory]
    [InlineData("a.md", "---\ntitle: A\nstate: lost\n---\nx", "a.md, line 1", "'lost' is none of draft", "mend the value")]
    [InlineData("a.md", "---\na: &x [1]\nb: [*x]\n---\nx", "a.md, line 1", "anchors and aliases", "mend the line")]
    [InlineData("a.md", "{\n\"title\": A\n}\nx", "a.md, line", "not valid JSON", "mend the line")]
    [InlineData("a.md", "text\0with a zero", "a.md", "the file is binary", "keep files that are not text out")]
    [InlineData("a.md", "---\nid: a/../../b\n---\nx", "a.md", "'a/../../b' cannot be an article id", "use at most 200 letters")]
    [InlineData("%.md", "x", "%.md", "'%' cannot be an article id", "use at most 200 letters")]
    public void A_bad_file_is_named_with_its_mend_and_the_others_go_in(string name, string text, string where, string problem, string mend)
    {
        folder.File(name, text);
        AssertRefused(where, problem, mend);
    }

    [Fact]
    public void A_zip_with_bad_files_gives_its_good_ones()
    {
        folder.File("a.md", "---\ntitle: [A\n---\nx");
        string zip = Path.Combine(data.Path, "articles.zip");
        ZipFile.CreateFromDirectory(folder.Path, zip);
        Assert.Contains("a.md, line", Assert.Single(ArticleImport.Run(store, zip).Refusals).Where, StringComparison.Ordinal);
        Assert.Equal(["b-good", "good"], store.Articles().Select(a => a.Article.Id));
    }

    private void AssertRefused(string where, string problem, string mend)
    {
        var report = ArticleImport.Run(store, folder.Path);
        var refusal = Assert.Single(report.Refusals);
        Assert.StartsWith(where, refusal.Where, StringComparison.Ordinal);
        Assert.Contains(problem, refusal.Problem, StringComparison.Ordinal);
        Assert.Contains(mend, refusal.Mend, StringComparison.Ordinal);
        Assert.Equal(2, report.Added);
        Assert.Equal(["b-good", "good"], store.Articles().Select(a => a.Article.Id));
    }
}
