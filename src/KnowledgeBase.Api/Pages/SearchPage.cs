using System.Globalization;
using KnowledgeBase.Answering;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Articles;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Api.Pages;

/// <summary>The results: the passage that answers first, or an honest word that there is none and a way to ask.</summary>
internal static class SearchPage
{
    private const int Shown = 6;
    private const int Guesses = 3;
    private const double LikelyGuess = 0.2;

    public static IResult Get(Engine engine, Measures measures, HttpContext context, string? q, string? saved, string? query, bool exact = false)
    {
        if (string.IsNullOrWhiteSpace(q))
        {
            return Results.Redirect("/");
        }

        var response = saved is null ? measures.Respond(q, Viewer.Public, Shown, "page") : engine.Respond(q, Viewer.Public, Shown); // a vote is no search
        string? mended = null, meant = response.DidYouMean;
        if (!exact && response.Abstained && meant is not null)
        {
            var better = engine.Respond(meant, Viewer.Public, Shown);
            if (!better.Abstained)
            {
                (mended, response) = (meant, better);
            }
            else if (better.Articles is not [{ Probability: >= LikelyGuess }, ..])
            {
                meant = null; // it leads nowhere either
            }
        }

        var main = response.Answers.Count > 0
            ? Html.Of($"{Answer(engine, context, response, q, saved, query ?? response.QueryId)}{List(response.Articles.Where(a => a.Id != response.Answers[0].ArticleId && a.Kind == ArticleKind.Help), Words.MoreArticles, first: 2)}")
            : NoAnswer(context, q, response);
        return Layout.Page($"{Short(q)} · {Words.Brand}", Html.Of(
            $"""
            <h1 class="hidden">{Words.Search}: <bdi>{Short(q)}</bdi></h1>
            {(mended is null ? DidYouMean(meant) : Html.Of($"""<p class="mean">{Words.ShownFor} <b>{mended}</b>. {Words.Instead} <a href="/search?exact=true&amp;q={Uri.EscapeDataString(q)}">{q}</a></p>"""))}
            {Html.Each(response.Articles.TakeWhile(a => a.Kind != ArticleKind.Help).Where(a => response.Answers.All(b => b.ArticleId != a.Id)), a => Html.Of($"""<p class="notice {(a.Kind == ArticleKind.Incident ? "incident" : "issue")}" role="note"><b>{Notices.Word(a.Kind)}</b> <a href="{Links.Article(a.Id, a.Anchor)}">{a.Title}</a></p>"""))}
            <div data-query="{response.QueryId}">{main}</div>
            """), q);
    }

    private static Html DidYouMean(string? mended) => Html.When(mended is not null, () => Html.Of(
        $"""<p class="mean">{Words.DidYouMean} <a href="/search?q={Uri.EscapeDataString(mended!)}">{mended}</a>?</p>"""));

    /// <summary>Articles with where they match and why they are here.</summary>
    public static Html List(IEnumerable<ArticleResult> articles, string heading, int first = 1)
    {
        var results = Html.Each(articles.Index(), a => Result(a.Item, first + a.Index));
        return results.Value.Length == 0 ? Html.Empty : Html.Of($"""<section><h2>{heading}</h2><ol class="results">{results}</ol></section>""");
    }

    private static Html Answer(Engine engine, HttpContext context, Response response, string q, string? saved, string query)
    {
        var answer = response.Answers[0];
        var article = engine.Store.GetArticle(answer.ArticleId)?.Article;
        string? section = article is null || answer.Anchor.Length == 0
            ? null
            : ArticleContent.Of(article.Body).Headings.FirstOrDefault(h => h.Anchor == answer.Anchor)?.Text;
        string link = Links.Article(answer.ArticleId, answer.Anchor);
        return Html.Of(
            $"""
            <section class="answer" aria-labelledby="answer">
            <p class="sure {(answer.Probability >= 0.7 ? "high" : "fair")}">{Sureness(answer.Probability)}</p>
            <h2 id="answer"><a href="{Links.Article(answer.ArticleId)}" data-article="{answer.ArticleId}" data-position="1">{answer.Title}</a></h2>
            <div class="prose">{new Html(ArticlePages.Html(engine, answer.ArticleId, answer.Text).Html.Replace(" id=\"s-", " data-id=\"s-", StringComparison.Ordinal))}</div>
            <p class="source">{Words.From} <a href="{link}" data-article="{answer.ArticleId}" data-position="1">{section ?? Words.Opening}</a>{Html.When(article?.Updated is not null, () => Html.Of($" · {Words.Verified} {Day(article!.Updated!.Value)}"))}</p>
            <details><summary>{Words.WhyThis}</summary><ul>{Html.Each(response.Articles.First(a => a.Id == answer.ArticleId).Reasons, r => Html.Of($"<li>{Sentence(r)}</li>"))}</ul></details>
            {Vote.Form(context, answer.ArticleId, saved, q, query)}
            </section>
            """);
    }

    private static Html NoAnswer(HttpContext context, string q, Response response)
    {
        // What shares not a telling word with the question is no guess either, unless it solved the like of it.
        var near = response.Articles.Where(a => a.Kind == ArticleKind.Help && (a.Probability >= LikelyGuess || a.Snippet.Any(p => p.Hit))).Take(Guesses).ToList();
        var question = Html.Of($"""<section class="ask-here"><h2>{(near.Count > 0 ? Words.NotIt : Words.AskTitle)}</h2>{AskPage.Form(context, q)}</section>""");
        return near.Count == 0
            ? Html.Of($"""<section class="silence"><h2>{Words.NoAnswerTitle}</h2><p>{Words.NoAnswer}</p></section>{question}""")
            : Html.Of($"""<section class="silence"><h2>{Words.UnsureTitle}</h2><p>{Words.Unsure}</p></section><ol class="results">{Html.Each(near.Index(), a => Result(a.Item, a.Index + 1))}</ol>{question}""");
    }

    private static Html Result(ArticleResult article, int position) => Html.Of(
        $"""
        <li><h3><a href="{Links.Article(article.Id, article.Anchor)}" data-article="{article.Id}" data-position="{position}">{article.Title}</a></h3>
        <p class="snippet">{Html.Each(article.Snippet, p => p.Hit ? Html.Of($"<mark>{p.Text}</mark>") : Html.Of($"{p.Text}"))}</p>
        <p class="why">{Html.Row(" · ", article.Reasons.Take(3).Prepend(article.Category).Where(r => r.Length > 0))}</p></li>
        """);

    private static string Sureness(double probability) =>
        string.Create(CultureInfo.InvariantCulture, $"{Words.SureBefore} {Math.Floor(probability * 100)}% {Words.SureAfter}");

    private static string Sentence(string reason) => reason.Length == 0 ? reason : char.ToUpperInvariant(reason[0]) + reason[1..];

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
