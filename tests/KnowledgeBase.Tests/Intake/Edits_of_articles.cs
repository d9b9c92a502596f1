using KnowledgeBase.Articles;
using KnowledgeBase.Intake;
using KnowledgeBase.Store;

namespace KnowledgeBase.Tests.Intake;

public sealed class Edits_of_articles : IDisposable
{
    private const string Text = "---\ntitle: A guide\nx-owner: kept # as it is\ntags: [one, two]\n---\nfrom the folder\n";

    private readonly TempFolder articles = new(), data = new();
    private readonly KnowledgeStore store;
    private readonly ArticleEdits edits;

    public Edits_of_articles()
    {
        store = KnowledgeStore.Open(data.Path, TimeProvider.System);
        edits = new ArticleEdits(store, articles.Path);
        articles.File("a/guide.md", Text);
        articles.File("b.md", "B");
        edits.SyncFolder();
    }

    private string File => Path.Combine(articles.Path, "a", "guide.md");

    public void Dispose()
    {
        store.Dispose();
        articles.Dispose();
        data.Dispose();
    }

    [Fact]
    public void A_change_of_an_article_of_the_folder_is_in_its_file_and_stays_at_the_next_look()
    {
        string changed = Text.Replace("from the folder", "from the web", StringComparison.Ordinal);
        var saved = Assert.IsType<ArticleEdit.Saved>(edits.Put("a/guide", changed, "1", "web"));
        Assert.Equal((changed, changed, "2"), (System.IO.File.ReadAllText(File), saved.Article.Markdown, saved.Article.Version));
        Assert.Equal(2, edits.SyncFolder().Unchanged);
        Assert.Equal("from the web\n", store.GetArticle("a/guide")!.Article.Body);
        Assert.Equal(["guide.md"], new DirectoryInfo(Path.Combine(articles.Path, "a")).GetFiles().Select(f => f.Name));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_file_keeps_its_line_endings_its_mode_and_stays_a_link()
    {
        string real = data.File("real.md", Text.Replace("\n", "\r\n", StringComparison.Ordinal));
        System.IO.File.SetUnixFileMode(real, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        System.IO.File.CreateSymbolicLink(Path.Combine(articles.Path, "link.md"), real);
        edits.SyncFolder();
        Assert.IsType<ArticleEdit.Saved>(edits.Move("link", ArticleState.Archived, null));
        Assert.NotNull(new FileInfo(Path.Combine(articles.Path, "link.md")).LinkTarget);
        Assert.Equal(Text.Replace("]\n", "]\nstate: archived\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal), System.IO.File.ReadAllText(real));
        Assert.True(System.IO.File.GetUnixFileMode(real).HasFlag(UnixFileMode.OtherRead));
    }

    [Fact]
    public void A_file_that_changed_meanwhile_is_a_conflict_and_what_it_holds_is_shown()
    {
        System.IO.File.WriteAllText(File, Text.Replace("from the folder", "from an editor", StringComparison.Ordinal));
        var conflict = Assert.IsType<ArticleEdit.Conflict>(edits.Put("a/guide", Text.Replace("from the folder", "from the web", StringComparison.Ordinal), "1", "web"));
        Assert.Contains("from an editor", conflict.Current!.Markdown, StringComparison.Ordinal);
        Assert.Contains("from an editor", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
        Assert.IsType<ArticleEdit.Saved>(edits.Put("a/guide", Text.Replace("from the folder", "from both", StringComparison.Ordinal), conflict.Current.Version, "web"));
        Assert.Contains("from both", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_file_that_cannot_be_written_the_change_waits_in_the_store_and_goes_out_when_it_can()
    {
        store.PutArticle(Parsed("from the web"), "web"); // as when the folder was read-only
        edits.SyncFolder();
        Assert.Equal("from the web\n", store.GetArticle("a/guide")!.Article.Body);
        Assert.Contains("from the web", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
        Assert.False(store.GetArticle("a/guide")!.IsAheadOfFile);
    }

    [Fact]
    public void When_both_were_changed_neither_is_overwritten_until_a_writer_has_seen_both()
    {
        store.PutArticle(Parsed("from the web"), "web");
        System.IO.File.WriteAllText(File, Text.Replace("from the folder", "from an editor", StringComparison.Ordinal));
        Assert.Contains("a/guide.md: it was changed here and on the web", Assert.Single(edits.SyncFolder().Refusals).ToString(), StringComparison.Ordinal);
        var opened = edits.Open("a/guide")!;
        Assert.Contains("from the web", opened.Markdown, StringComparison.Ordinal);
        Assert.Contains("from an editor", opened.InFile, StringComparison.Ordinal);
        Assert.IsType<ArticleEdit.Conflict>(edits.Put("a/guide", Text, "2", "web"));
        Assert.IsType<ArticleEdit.Conflict>(edits.Delete("a/guide"));
        Assert.Contains("from an editor", System.IO.File.ReadAllText(File), StringComparison.Ordinal);

        Assert.IsType<ArticleEdit.Saved>(edits.Put("a/guide", Text.Replace("from the folder", "from both", StringComparison.Ordinal), opened.Version, "web"));
        Assert.Contains("from both", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
        Assert.Empty(edits.SyncFolder().Refusals);
    }

    [Fact]
    public void A_broken_file_is_not_written_over()
    {
        System.IO.File.WriteAllText(File, "---\ntitle: [A\n---\nhalf written");
        Assert.IsType<ArticleEdit.Conflict>(edits.Put("a/guide", Text, "1", "web"));
        Assert.Contains("half written", edits.Open("a/guide")!.InFile, StringComparison.Ordinal);
    }

    [Fact]
    public void An_article_changed_here_outlives_its_file()
    {
        store.PutArticle(Parsed("from the web"), "web");
        System.IO.File.Delete(File);
        var report = edits.SyncFolder();
        Assert.Equal(0, report.Removed);
        Assert.Contains("the article stays", Assert.Single(report.Refusals).Problem, StringComparison.Ordinal);
        Assert.Empty(edits.SyncFolder().Refusals);
        Assert.Equal("from the web\n", store.GetArticle("a/guide")!.Article.Body);
    }

    [Fact]
    public void Deleting_takes_the_file_along_and_putting_it_back_brings_the_article_back()
    {
        Assert.IsType<ArticleEdit.Saved>(edits.Delete("a/guide"));
        Assert.False(System.IO.File.Exists(File));
        edits.SyncFolder();
        Assert.Null(store.GetArticle("a/guide"));
        articles.File("a/guide.md", Text);
        Assert.Equal(1, edits.SyncFolder().Added);
        Assert.Equal("from the folder\n", store.GetArticle("a/guide")!.Article.Body);
    }

    [Fact]
    public void An_earlier_revision_is_restored_to_the_letter()
    {
        edits.Put("a/guide", "# Another title\n\nshort", "1", "web");
        edits.Restore("a/guide", store.Revision("a/guide", 1)!, "2");
        Assert.Equal(Text, System.IO.File.ReadAllText(File));
        Assert.Equal(["articles folder", "web", "web: revision 1 restored"], store.Revisions("a/guide").Select(r => r.Why));
    }

    [Fact]
    public void A_text_that_would_be_another_article_is_refused() =>
        Assert.Contains("other", Assert.IsType<ArticleEdit.Refused>(edits.Put("a/guide", "---\nid: other\n---\nx", "1", "web")).Problem, StringComparison.Ordinal);

    private static Article Parsed(string body) =>
        ((ArticleFileResult.Parsed)ArticleFile.Parse("a/guide.md", System.Text.Encoding.UTF8.GetBytes(Text.Replace("from the folder", body, StringComparison.Ordinal)))).Article;
}
