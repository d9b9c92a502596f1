using System.Globalization;
using KnowledgeBase.Answering;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Store;

namespace KnowledgeBase.Api.Pages;

/// <summary>The public help pages.</summary>
internal static class HelpPages
{
    private static readonly string[] Shelves =
        ["Installing", "Publishing", "Accounts", "Two-factor", "Tokens", "Managing packages", "Organizations", "Security", "Scripts", "Policies", "Status", "Support"];

    public static void MapPages(this WebApplication app)
    {
        app.MapGet("/", Home).For(Role.Reader).ExcludeFromDescription();
        app.MapGet("/search", Search).For(Role.Reader).ExcludeFromDescription();
        app.MapGet("/articles/{**id}", Article).For(Role.Reader).ExcludeFromDescription();
        app.MapPost("/feedback", Feedback).For(Role.Reader).ExcludeFromDescription();
        app.MapGet("/ask", (string? q) => AskPage(q ?? "", null)).For(Role.Reader).ExcludeFromDescription();
        app.MapPost("/ask", Ask).For(Role.Reader).ExcludeFromDescription();
        app.MapFallback(() => NotFound()).WithMetadata(Role.Reader);
    }

    private static IResult Home(Engine engine)
    {
        var articles = engine.Index.Articles.Values.Where(a => Retriever.MaySee(Viewer.Public, a.Article)).ToList();
        var shelves = articles.GroupBy(a => a.Article.Category.Length == 0 ? "More" : a.Article.Category)
            .OrderBy(g => Array.IndexOf(Shelves, g.Key) is >= 0 and var at ? at : 99).ThenBy(g => g.Key, StringComparer.Ordinal);
        return Layout.Page(Words.Brand, Html.Of(
            $"""
            <h1 class="hidden">{Words.Brand}</h1>
            {Notices(articles)}
            {Layout.SearchBox("", "large")}
            <h2>{Words.Browse}</h2>
            <div class="shelves">
            {Html.Each(shelves, g => Html.Of(
                $"""
                <section><h3>{g.Key}</h3><ul>
                {Html.Each(g.OrderByDescending(a => engine.Index.SolvedBy(a.Article.Id)).ThenBy(a => a.Article.Title, StringComparer.Ordinal).Take(6), Item)}
                </ul>{Html.When(g.Count() > 6, () => Html.Of($"""<details><summary>{g.Count() - 6} more</summary><ul>{Html.Each(g.OrderByDescending(a => engine.Index.SolvedBy(a.Article.Id)).ThenBy(a => a.Article.Title, StringComparer.Ordinal).Skip(6), Item)}</ul></details>"""))}
                </section>
                """))}
            </div>
            """), searchInHeader: false);

        static Html Item(IndexedArticle a) => Html.Of($"""<li><a href="{Links.Article(a.Article.Id)}">{a.Article.Title}</a></li>""");
    }

    private static Html Notices(IEnumerable<IndexedArticle> articles) =>
        Html.Each(articles.Where(a => a.Article.Kind != ArticleKind.Help).OrderBy(a => a.Article.Kind), a => Html.Of(
            $"""<p class="notice"><a href="{Links.Article(a.Article.Id)}">{a.Article.Title}</a></p>"""));

    private static IResult Search(Engine engine, string? q)
    {
        if (string.IsNullOrWhiteSpace(q))
        {
            return Results.Redirect("/");
        }

        var response = engine.Responder.Respond(q, Viewer.Public, 8);
        return Layout.Page($"{Short(q)} · {Words.Brand}", Html.Of(
            $"""
            <h1 class="hidden">{Words.Search}: {Short(q)}</h1>
            {Html.When(response.DidYouMean is not null, () => Html.Of($"""<p class="mean">{Words.DidYouMean} <a href="/search?q={Uri.EscapeDataString(response.DidYouMean!)}">{response.DidYouMean}</a>?</p>"""))}
            {(response.Answers.Count > 0 ? AnswerCard(response) : NoAnswer(q, response))}
            {Html.When(response.Articles.Count > 0 && !response.Abstained, () => Html.Of($"""<h2>{Words.Articles}</h2>"""))}
            <ol class="results">{Html.Each(response.Articles.Take(response.Abstained ? 3 : 8), Result)}</ol>
            """), q);
    }

    private static Html AnswerCard(Response response)
    {
        var answer = response.Answers[0];
        return Html.Of(
            $"""
            <section class="answer" aria-labelledby="answer">
            <h2 id="answer"><a href="{Links.Article(answer.ArticleId, answer.Anchor)}">{answer.Title}</a></h2>
            <div class="prose">{new Html(ArticlePages.Html(answer.ArticleId, answer.Text).Html.Replace(" id=\"s-", " data-id=\"s-", StringComparison.Ordinal))}</div>
            <details><summary>{Words.WhyThis}</summary>
            <p>{Percent(answer.Probability)} likely to answer this.</p>
            <ul>{Html.Each(response.Articles[0].Reasons, r => Html.Of($"<li>{r}</li>"))}</ul></details>
            </section>
            """);
    }

    private static Html NoAnswer(string q, Response response) => Html.Of(
        $"""
        <section class="silence" aria-labelledby="silence"><h2 id="silence">{Words.NoAnswerTitle}</h2>
        <p>{Words.NoAnswer}</p>
        <p><a class="button" href="/ask?q={Uri.EscapeDataString(q.Length > 1500 ? q[..1500] : q)}">{Words.AskThis}</a></p>
        {Html.When(response.Articles.Count > 0, () => Html.Of($"""<p class="guesses">{Words.Guesses}</p>"""))}
        </section>
        """);

    private static Html Result(ArticleResult article) => Html.Of(
        $"""
        <li><h3><a href="{Links.Article(article.Id, article.Anchor)}">{article.Title}</a></h3>
        <p>{Html.Each(article.Snippet, p => p.Hit ? Html.Of($"<mark>{p.Text}</mark>") : Html.Of($"{p.Text}"))}</p>
        <p class="why">{article.Category}{Html.When(article.Reasons.Count > 0, () => Html.Of($" · {string.Join(" · ", article.Reasons.Take(3))}"))}</p></li>
        """);

    private static IResult Article(Engine engine, string id, string? saved)
    {
        var stored = engine.Store.GetArticle(id);
        if (stored is null && engine.Store.FindByAlias(id) is { } renamed && Retriever.MaySee(Viewer.Public, renamed.Article))
        {
            return Results.Redirect(Links.Article(renamed.Article.Id), permanent: true);
        }

        if (stored is null || !Retriever.MaySee(Viewer.Public, stored.Article))
        {
            return NotFound();
        }

        var article = stored.Article;
        var page = ArticlePages.Html(article);
        var toc = page.Headings.Where(h => h.Level == 2).ToList();
        return Layout.Page($"{article.Title} · {Words.Brand}", Html.Of(
            $"""
            <article>
            <p class="crumb">{article.Category}</p>
            <h1>{article.Title}</h1>
            {Html.When(toc.Count > 2, () => Html.Of($"""<nav class="toc" aria-label="{Words.OnThisPage}"><ul>{Html.Each(toc, h => Html.Of($"""<li><a href="#{ArticleHtml.ElementId(h.Anchor)}">{h.Text}</a></li>"""))}</ul></nav>"""))}
            <div class="prose">{new Html(page.Html)}</div>
            {Html.When(article.Updated is not null, () => Html.Of($"""<p class="verified">{Words.Verified} {article.Updated!.Value.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}</p>"""))}
            </article>
            {(saved is null ? Vote(id) : Html.Of($"""<p class="thanks" role="status">{Words.ThanksVote}</p>"""))}
            """));
    }

    private static Html Vote(string id) => Html.Of(
        $"""
        <form class="vote" action="/feedback" method="post"><fieldset><legend>{Words.Helpful}</legend>
        <input type="hidden" name="id" value="{id}">
        <label for="why">{Words.HelpfulWhy}</label><input id="why" name="why" maxlength="500">
        <div class="row"><button name="helpful" value="yes">{Words.Yes}</button><button name="helpful" value="no" class="plain">{Words.No}</button></div>
        </fieldset></form>
        """);

    private static async Task<IResult> Feedback(Engine engine, TimeProvider time, HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        string id = form["id"].ToString(), why = form["why"].ToString();
        if (engine.Store.GetArticle(id) is null)
        {
            return NotFound();
        }

        string action = form["helpful"] == "yes" ? "helpful" : "not_helpful";
        engine.Store.AddEvents([new SearchEvent("", action, time.GetUtcNow(), id, null, Text.Masking.Mask(why.Length <= 500 ? why : why[..500]))]);
        return Results.Redirect(Links.Article(id) + "?saved=1");
    }

    private static async Task<IResult> Ask(Engine engine, HttpRequest request)
    {
        string question = (await request.ReadFormAsync())["question"].ToString().Trim();
        if (question.Length is 0 or > Checks.MaxText)
        {
            return AskPage(question.Length > Checks.MaxText ? question[..Checks.MaxText] : "", question.Length == 0 ? Words.AskEmpty : Words.AskLong);
        }

        engine.Store.AddQuestion(Text.Masking.Mask(question));
        return Layout.Page($"{Words.AskTitle} · {Words.Brand}", Html.Of($"""<h1>{Words.AskTitle}</h1><p class="thanks" role="status">{Words.AskThanks}</p>"""));
    }

    private static IResult AskPage(string question, string? error) => Layout.Page($"{Words.AskTitle} · {Words.Brand}", Html.Of(
        $"""
        <h1>{Words.AskTitle}</h1>
        {Html.When(error is not null, () => Html.Of($"""<p class="error" role="alert">{error}</p>"""))}
        <form class="ask" action="/ask" method="post">
        <label for="question">{Words.AskLabel}</label><p id="hint">{Words.AskHint}</p>
        <textarea id="question" name="question" rows="9" maxlength="20000" required aria-describedby="hint">{question}</textarea>
        <div class="row"><button>{Words.AskSend}</button></div>
        </form>
        """), status: error is null ? 200 : 400);

    private static IResult NotFound() => Layout.Page($"{Words.NotFoundTitle} · {Words.Brand}", Html.Of(
        $"""<h1>{Words.NotFoundTitle}</h1><p>{Words.NotFound}</p>{Layout.SearchBox("", "large")}"""), status: 404, searchInHeader: false);

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static string Percent(double probability) => Math.Round(probability * 100).ToString(CultureInfo.InvariantCulture) + " %";
}
