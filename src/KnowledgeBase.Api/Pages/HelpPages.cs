using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Api.Pages;

/// <summary>The public help pages: where they are, the first page, the topics, and what stands where nothing is.</summary>
internal static class HelpPages
{
    private const int AskedMost = 6;

    private static readonly string[] Shelves =
        ["Installing", "Publishing", "Accounts", "Two-factor", "Tokens", "Managing packages", "Organizations", "Security", "Scripts", "Policies", "Status", "Support"];

    public static void MapPages(this RouteGroupBuilder pages)
    {
        pages.MapGet("/", Home).For(Role.Reader).ExcludeFromDescription();
        pages.MapGet("/search", SearchPage.Get).For(Role.Reader).Limited(Limit.Search).ExcludeFromDescription();
        pages.MapGet("/articles", Browse).For(Role.Reader).ExcludeFromDescription();
        pages.MapGet("/articles/{**id}", ArticlePage.Get).For(Role.Reader).ExcludeFromDescription();
        pages.MapPost("/feedback", Vote.Post).For(Role.Reader).Limited(Limit.Event).ExcludeFromDescription();
        pages.MapGet("/ask", (Engine engine, HttpContext context, string? q) => AskPage.Get(engine, context, q ?? "")).For(Role.Reader).ExcludeFromDescription();
        pages.MapPost("/ask", AskPage.Post).For(Role.Reader).Limited(Limit.Ask).ExcludeFromDescription();
        pages.MapWriting();
        pages.MapGet("/widget", WidgetPage.Get).For(Role.Reader).ExcludeFromDescription();
        pages.MapAdmin();
        pages.MapFallback(() => NotFound()).WithMetadata(Role.Reader);
    }

    /// <summary>The name of a topic's place on the page of all topics.</summary>
    public static string TopicLink(string topic) => "/articles#" + TopicId(topic);

    /// <summary>The page that says that there is none.</summary>
    public static IResult NotFound() => Layout.Page($"{Words.NotFoundTitle} · {Words.Brand}", Html.Of(
        $"""<h1>{Words.NotFoundTitle}</h1><p class="under">{Words.NotFound}</p>{Layout.SearchBox("", large: true)}"""), status: 404, searchInHeader: false);

    /// <summary>Lets a request through once the index holds what the store holds.</summary>
    public static async ValueTask<object?> WhenReady(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.RequestServices.GetRequiredService<Engine>().IsReady ? await next(context) : Starting(context.HttpContext);

    // An empty index knows no answer; that is no reason to say that there is none.
    private static IResult Starting(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "2";
        context.Response.Headers["Refresh"] = "2";
        return Layout.Page(Words.Brand, Html.Of($"<h1>{Words.Starting}</h1>"), status: StatusCodes.Status503ServiceUnavailable, searchInHeader: false);
    }

    private static IResult Home(Engine engine)
    {
        var articles = Public(engine);
        var most = articles.Where(a => engine.Index.SolvedBy(a.Article.Id) > 0).OrderByDescending(a => engine.Index.SolvedBy(a.Article.Id))
            .ThenBy(a => a.Article.Title, StringComparer.Ordinal).Take(AskedMost).ToList();
        return Layout.Page(Words.Brand, Html.Of(
            $"""
            {Notices.Of(engine)}
            <h1 class="hero">{Words.SearchLabel}</h1>
            {Layout.SearchBox("", large: true)}
            {Html.When(most.Count > 0, () => Html.Of($"""<section><h2>{Words.AskedMost}</h2><ul class="links">{Html.Each(most, Item)}</ul></section>"""))}
            {Html.When(articles.Count > 0, () => Html.Of($"""<section><h2>{Words.Browse}</h2><ul class="topics">{Html.Each(Topics(articles), t => Html.Of(
                $"""<li><a href="{TopicLink(t.Key)}"><b>{t.Key}</b> <small>{Count(t.Count())}</small></a></li>"""))}</ul></section>"""))}
            """), searchInHeader: false);
    }

    private static IResult Browse(Engine engine)
    {
        var topics = Topics(Public(engine)).ToList();
        return Layout.Page($"{Words.AllTopics} · {Words.Brand}", Html.Of(
            $"""
            <h1>{Words.AllTopics}</h1>
            <nav aria-label="{Words.AllTopics}"><ul class="chips">{Html.Each(topics, t => Html.Of($"""<li><a href="#{TopicId(t.Key)}">{t.Key}</a></li>"""))}</ul></nav>
            {Html.Each(topics, t => Html.Of(
                $"""<section class="topic"><h2 id="{TopicId(t.Key)}"><bdi>{t.Key}</bdi> <small>{Count(t.Count())}</small></h2><ul class="links">{Html.Each(t.OrderBy(a => a.Article.Title, StringComparer.Ordinal), Item)}</ul></section>"""))}
            """));
    }

    private static IReadOnlyList<IndexedArticle> Public(Engine engine) => engine.Visible.Of(Viewer.Public, [.. engine.Index.Articles.Values], a => a.Key);

    private static IOrderedEnumerable<IGrouping<string, IndexedArticle>> Topics(IEnumerable<IndexedArticle> articles) =>
        articles.GroupBy(a => a.Article.Category.Length == 0 ? Words.More : a.Article.Category)
            .OrderBy(g => Array.IndexOf(Shelves, g.Key) is >= 0 and var at ? at : Shelves.Length).ThenBy(g => g.Key, StringComparer.Ordinal);

    private static Html Item(IndexedArticle a) => Html.Of($"""<li><a href="{Links.Article(a.Article.Id)}">{a.Article.Title}</a></li>""");

    private static string Count(int articles) => articles == 1 ? Words.OneArticle : $"{articles} {Words.ManyArticles}";

    private static string TopicId(string topic) =>
        "topic-" + string.Concat(topic.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
}
