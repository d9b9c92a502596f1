using KnowledgeBase.Intake;
using KnowledgeBase.Store;

namespace KnowledgeBase.Tests.Intake;

public sealed class Exports : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_exported_comes_in_again_as_it_was()
    {
        folder.File("in/plain.md", "# A plain one\n\nText\n");
        folder.File("in/deep/yaml.md", "---\ntitle: \"Colon: yes\"\ntags: [a, b]\ncustom: kept\nquestions:\n  - how so\n---\nText\n");
        folder.File("in/toml.md", "+++\ntitle = \"From TOML\"\ntags = [\"x\"]\n+++\nText\n");
        folder.File("in/json.md", "{\n  \"title\": \"From JSON\"\n}\n\nText\n");
        folder.File("in/heading.md", "---\nstate: draft\n---\n# Title in the text\n\nText\n");
        folder.File("in/index.mdx", "import X from 'x'\n\n# Start\n\n<X/>\n\nText\n");
        string tickets = folder.File("t.jsonl", """{"id":"T/1","created":"2026-01-02T03:04:05Z","channel":"email","subject":"s","text":"line\nline — ü","answer":"a","articles":["deep/yaml","plain"]}""");
        using var first = Open("first");
        Assert.Empty(ArticleImport.Run(first, Path.Combine(folder.Path, "in")).Refusals);
        TicketImport.Run(first, tickets);

        string to = Path.Combine(folder.Path, "out");
        var report = Export.Run(first, to);
        Assert.Equal((6, 1), (report.Articles, report.Tickets));
        using var second = Open("second");
        Assert.Empty(ArticleImport.Run(second, Path.Combine(to, "articles")).Refusals);
        TicketImport.Run(second, Path.Combine(to, "tickets.jsonl"));

        var was = first.Articles().Select(a => a.Article with { FrontMatter = "", Body = a.Article.Body.Trim() });
        var now = second.Articles().Select(a => a.Article with { FrontMatter = "", Body = a.Article.Body.Trim() });
        Assert.Equivalent(was, now, strict: true);
        Assert.Equivalent(first.Tickets().Select(t => t.Ticket), second.Tickets().Select(t => t.Ticket), strict: true);
        Assert.Throws<IOException>(() => Export.Run(first, to));
    }

    private KnowledgeStore Open(string name) => KnowledgeStore.Open(Path.Combine(folder.Path, name), TimeProvider.System);
}
