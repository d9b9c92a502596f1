using KnowledgeBase.Articles;
using KnowledgeBase.Learning;

namespace KnowledgeBase.Tests.Articles;

public sealed class Our_articles
{
    private static readonly List<Article> All = [.. Dataset.ArticlesIn(Repository.Articles).Select(a => a.Article)];

    [Fact]
    public void There_are_at_least_80_and_every_file_is_one() =>
        Assert.Equal(Directory.GetFiles(Repository.Articles, "*.md", SearchOption.AllDirectories).Length, Math.Max(80, All.Count));

    [Fact]
    public void No_link_is_dead()
    {
        var anchors = All.ToDictionary(a => a.Id, a => ArticleContent.Of(a.Body).Headings.Select(h => h.Anchor).ToHashSet());
        var dead = All.SelectMany(a => ArticleLinks.Of(a)
            .Where(l => !anchors.TryGetValue(l.Id, out var known) || (l.Anchor.Length > 0 && !known.Contains(l.Anchor)))
            .Select(l => $"{a.Id} -> {l.Id}#{l.Anchor}"));
        Assert.Empty(dead);
    }

    [Fact]
    public void Every_article_has_title_category_tags_date_and_an_alias_of_its_own()
    {
        Assert.All(All, a => Assert.True(a.Title.Length > 0 && a.Category.Length > 0 && a.Tags.Count > 0 && a.Updated is not null, a.Id));
        var aliases = All.SelectMany(a => a.Aliases).ToList();
        Assert.Equal(aliases.Count, aliases.Distinct().Count());
        Assert.Empty(aliases.Intersect(All.Select(a => a.Id)));
    }

    [Fact]
    public void Sample_tickets_name_articles_that_exist()
    {
        using var reader = File.OpenText(Repository.Tickets);
        var rows = KnowledgeBase.Tickets.TicketReader.JsonLines(reader).ToList();
        var tickets = rows.OfType<KnowledgeBase.Tickets.TicketRow.Read>().Select(r => r.Ticket).ToList();
        Assert.Equal(rows.Count, tickets.Count);
        Assert.True(tickets.Count >= 200 && tickets.Count(t => t.Articles.Count == 0) >= 30);
        Assert.Empty(tickets.SelectMany(t => t.Articles).Except(All.Select(a => a.Id)));
    }
}
