using System.IO.Compression;
using System.Text;
using KnowledgeBase.Articles;
using KnowledgeBase.Intake;
using KnowledgeBase.Store;

namespace KnowledgeBase.Tests.Intake;

public sealed class Article_import : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly KnowledgeStore store;
    private readonly string articles;

    public Article_import()
    {
        store = KnowledgeStore.Open(Path.Combine(folder.Path, "data"), TimeProvider.System);
        articles = Path.Combine(folder.Path, "articles");
        Directory.CreateDirectory(articles);
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Every_bad_file_is_named_with_its_mend_and_the_good_ones_go_in()
    {
        Write("good.md", "---\ntitle: Good\n---\nText");
        Write("broken.md", "---\ntitle: \"no end\ntags: [a\n---\nText");
        File.WriteAllBytes(Path.Combine(articles, "binary.md"), [0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe, 0]);
        File.WriteAllBytes(Path.Combine(articles, "huge.md"), Encoding.UTF8.GetBytes("# Huge\n" + new string('x', 10_000_000)));
        Write("one.md", "---\nid: same\n---\nText");
        Write("two.md", "---\nid: same\n---\nText");
        Write("day.md", "---\ntitle: Day\nupdated: yesterday\n---\nText");
        Write("notes.txt", "not an article");

        var report = ArticleImport.Run(store, articles);

        Assert.Equal(["good", "same"], store.Articles().Select(a => a.Article.Id));
        Assert.Equal(["binary.md", "broken.md, line 2", "day.md, line 1", "huge.md", "two.md"], report.Refusals.Select(r => r.Where).Order(StringComparer.Ordinal));
        Assert.All(report.Refusals, r => Assert.NotEmpty(r.Mend));
        Assert.Contains("2,097,152", report.Refusals.Single(r => r.Where == "huge.md").Problem, StringComparison.Ordinal);
        Assert.Contains("one.md", report.Refusals.Single(r => r.Where == "two.md").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_watched_folder_takes_away_only_what_it_brought()
    {
        Write("mine.md", "Mine");
        ArticleImport.Run(store, articles, mirror: true);
        string other = Path.Combine(folder.Path, "other");
        Directory.CreateDirectory(other);
        File.WriteAllText(Path.Combine(other, "imported.md"), "Imported");
        ArticleImport.Run(store, other);
        Write("new.md", "New");
        File.Delete(Path.Combine(articles, "mine.md"));

        Assert.Equal(1, ArticleImport.Run(store, articles, mirror: true).Removed);
        Assert.Equal(["imported", "new"], store.Articles().Select(a => a.Article.Id));
    }

    [Fact]
    public void A_watched_folder_that_is_suddenly_empty_takes_nothing_away()
    {
        Write("mine.md", "Mine");
        ArticleImport.Run(store, articles, mirror: true);
        File.Delete(Path.Combine(articles, "mine.md"));

        var report = ArticleImport.Run(store, articles, mirror: true);
        Assert.Equal(0, report.Removed);
        Assert.Contains("nothing was taken away", Assert.Single(report.Refusals).Problem, StringComparison.Ordinal);
        Assert.NotNull(store.GetArticle("mine"));
    }

    [Fact]
    public void A_zip_gives_what_its_folder_would()
    {
        string zip = Path.Combine(folder.Path, "articles.zip");
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            foreach (string name in new[] { "guide/index.md", "guide/deep/page.mdx", "readme.txt" })
            {
                using var entry = new StreamWriter(archive.CreateEntry(name).Open());
                entry.Write("# Title of " + name);
            }
        }

        Assert.Equal(2, ArticleImport.Run(store, zip).Added);
        Assert.Equal(["guide", "guide/deep/page"], store.Articles().Select(a => a.Article.Id));
        Assert.Equal(2, ArticleImport.Run(store, zip).Unchanged);
    }

    [Fact]
    public void Other_ways_of_asking_come_from_front_matter_whole()
    {
        Write("a.md", "---\ntitle: A\nquestions:\n  - where, when and how\n  - \"E404: why?\"\n---\nText");
        ArticleImport.Run(store, articles);
        Assert.Equal(["where, when and how", "E404: why?"], store.GetArticle("a")!.Article.Questions);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(articles, name), text);
}
