using KnowledgeBase.Articles;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Renders articles with their links leading to pages of this site.</summary>
internal static class ArticlePages
{
    public static RenderedArticle Html(Engine engine, Article article) => Html(engine, article.Id, Mdx.ToMarkdown(article.Body));

    public static RenderedArticle Html(Engine engine, string id, string markdown) => ArticleHtml.Render(
        markdown,
        url => ArticleLinks.Target(id, url) is { } target ? Links.Article(target.Id, target.Anchor) : null,
        image => engine.Options.Images.Origins.Contains(image.GetLeftPart(UriPartial.Authority), StringComparer.OrdinalIgnoreCase));
}
