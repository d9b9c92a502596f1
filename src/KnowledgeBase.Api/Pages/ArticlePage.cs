using System.Globalization;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Articles;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Api.Pages;

/// <summary>One article.</summary>
internal static class ArticlePage
{
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

        var page = ArticlePages.Html(article);
        var sections = page.Headings.Where(h => h.Level == 2).ToList();
        var contents = Html.Of($"""<ul>{Html.Each(sections, h => Html.Of($"""<li><a href="#{ArticleHtml.ElementId(h.Anchor)}">{h.Text}</a></li>"""))}</ul>""");
        return Layout.Page($"{article.Title} · {Words.Brand}", Html.Of(
            $"""
            <article>
            <p class="crumb"><a href="/articles">{Words.AllTopics}</a>{Html.When(article.Category.Length > 0, () => Html.Of($""" / <a href="{HelpPages.TopicLink(article.Category)}">{article.Category}</a>"""))}</p>
            <h1>{article.Title}</h1>
            <p class="under">{Under(article)}</p>
            {Html.When(sections.Count > 2, () => Html.Of($"""<nav class="contents" aria-label="{Words.OnThisPage}"><b>{Words.OnThisPage}</b>{contents}</nav><details class="contents-small"><summary>{Words.OnThisPage}</summary>{contents}</details>"""))}
            <div class="prose">{new Html(page.Html)}</div>
            </article>
            {Vote.Form(context, id, saved)}
            """));
    }

    private static string Under(Article article) => string.Join(" · ", new[]
    {
        article.Version.Length == 0 ? "" : $"{Words.AppliesTo} {article.Version}",
        article.Updated is { } day ? $"{Words.Verified} {day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}" : "",
    }.Where(part => part.Length > 0));
}
