using System.Globalization;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Articles;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Api.Pages;

/// <summary>One article.</summary>
internal static class ArticlePage
{
    private const int RelatedShown = 4;

    public static IResult Get(Engine engine, SearchLog log, HttpContext context, string id, string? saved)
    {
        var stored = engine.Store.GetArticle(id);
        if (stored is null && engine.Store.FindByAlias(id) is { } renamed && Retriever.MaySee(Viewer.Public, renamed.Article))
        {
            return Results.Redirect(Links.Article(renamed.Article.Id), permanent: true);
        }

        if (stored is null || !Retriever.MaySee(Viewer.Public, stored.Article))
        {
            return HelpPages.NotFound();
        }

        var article = stored.Article;
        if (saved is null)
        {
            log.Happened("", "view", id); // a vote is no second look
        }

        var page = ArticlePages.Html(engine, article);
        var sections = page.Headings.Where(h => h.Level == 2).ToList();
        var contents = Html.Of($"""<ul>{Html.Each(sections, h => Html.Of($"""<li><a href="#{ArticleHtml.ElementId(h.Anchor)}">{h.Text}</a></li>"""))}</ul>""");
        return Layout.Page($"{article.Title} · {Words.Brand}", Html.Of(
            $"""
            <article>
            <p class="crumb"><a href="/articles">{Words.AllTopics}</a>{Html.When(article.Category.Length > 0, () => Html.Of($""" / <a href="{HelpPages.TopicLink(article.Category)}">{article.Category}</a>"""))}</p>
            {Html.When(article.Kind != ArticleKind.Help, () => Html.Of($"""<p class="kind">{Notices.Word(article.Kind)}</p>"""))}<h1>{article.Title}</h1>
            <p class="under">{Under(article)}</p>
            {Html.When(sections.Count > 2, () => Html.Of($"""<nav class="contents" aria-label="{Words.OnThisPage}"><b>{Words.OnThisPage}</b>{contents}</nav><details class="contents-small"><summary>{Words.OnThisPage}</summary>{contents}</details>"""))}
            <div class="prose">{new Html(WithAnchors(page))}</div>
            </article>
            {Related(engine, article)}
            {Vote.Form(context, id, saved)}
            """));
    }

    private static string WithAnchors(RenderedArticle page) => page.Headings.Aggregate(page.Html, (html, h) =>
        AddLink(html, $"<h{h.Level} id=\"{ArticleHtml.ElementId(h.Anchor)}\">", $"</h{h.Level}>", Html.Of($""" <a class="here" href="#{ArticleHtml.ElementId(h.Anchor)}" aria-label="{Words.LinkToSection}">#</a>""").Value));

    private static string AddLink(string html, string opening, string closing, string link)
    {
        int start = html.IndexOf(opening, StringComparison.Ordinal), end = start < 0 ? -1 : html.IndexOf(closing, start, StringComparison.Ordinal);
        return end < 0 ? html : html.Insert(end, link);
    }

    // What the index finds for its title is what is near it.
    private static Html Related(Engine engine, Article article)
    {
        var near = engine.Respond(article.Title, Viewer.Public, RelatedShown, [article.Id]).Articles.Where(a => a.Snippet.Any(p => p.Hit)).ToList();
        return Html.When(near.Count > 0, () => Html.Of(
            $"""<section class="related" aria-labelledby="related"><h2 id="related">{Words.Related}</h2><ul class="links">{Html.Each(near, a => Html.Of($"""<li><a href="{Links.Article(a.Id)}">{a.Title}</a></li>"""))}</ul></section>"""));
    }

    private static string Under(Article article) => string.Join(" · ", new[]
    {
        article.Version.Length == 0 ? "" : $"{Words.AppliesTo} {article.Version}",
        article.Updated is { } day ? $"{Words.Verified} {day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}" : "",
    }.Where(part => part.Length > 0));
}
