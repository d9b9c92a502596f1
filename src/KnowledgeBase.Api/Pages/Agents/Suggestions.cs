using System.Globalization;
using KnowledgeBase.Answering;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Articles;
using KnowledgeBase.Text;

namespace KnowledgeBase.Api.Pages.Agents;

/// <summary>The two lists: articles and resolved tickets, each with how likely it is, why, and where it matches.</summary>
internal static class Suggestions
{
    private const int Told = 4;

    public static Html Lists(HttpContext context, Engine engine, View view)
    {
        var found = view.Found;
        var rejected = engine.Store.Rejected(view.Question.Id);
        return Html.Of(
            $"""
            <form class="search-here" action="/agent/{view.Question.Id}" role="search"><label class="hidden" for="find">{AgentWords.Find}</label><div class="field"><input id="find" name="find" type="search" value="{view.Find}" maxlength="2000" placeholder="{AgentWords.Find}" autocomplete="off"><button class="plain">{Words.Search}</button></div>{Html.When(view.Find.Length > 0, () => Html.Of($"""<p class="why"><a href="/agent/{view.Question.Id}">{AgentWords.FindNot}</a></p>"""))}</form>
            {Html.When(found.Abstained, () => Html.Of($"""<div class="silence"><h2>{AgentWords.Unsure}</h2><p>{AgentWords.UnsureHint}</p></div>"""))}
            <section class="hits" aria-labelledby="articles-title"><h2 id="articles-title">{(found.Abstained ? AgentWords.Guesses : AgentWords.Articles)}</h2>
            {(found.Articles.Count == 0 ? Html.Of($"""<p class="empty">{AgentWords.NoArticles}</p>""") : Html.Of($"""<ol class="rows">{Html.Each(found.Articles.Index(), a => Article(context, view, a.Item, first: a.Index == 0))}</ol>"""))}
            {Html.When(rejected.Count > 0, () => Html.Of($"""<p class="why">{AgentWords.Rejected} {Html.Row(", ", rejected.Select(r => engine.Store.GetArticle(r.Key)?.Article.Title ?? r.Key))}</p>"""))}
            </section>
            <section class="hits" aria-labelledby="tickets-title"><h2 id="tickets-title">{AgentWords.Tickets}</h2>
            {(found.Tickets.Count == 0 ? Html.Of($"""<p class="empty">{AgentWords.NoTickets}</p>""") : Html.Of($"""<ol class="rows">{Html.Each(found.Tickets.Index(), t => Ticket(engine, view, t.Item, first: t.Index == 0 && found.Articles.Count == 0))}</ol>"""))}
            </section>
            """);
    }

    private static Html Article(HttpContext context, View view, ArticleResult article, bool first)
    {
        bool isPublic = article.Audience == Audience.Public, harsh = Message.IsAbusive(view.Question); // reasons quote the question
        return Html.Of(
            $"""
            <li class="hit{(first ? " at" : "")}" data-hit="{article.Id}" data-anchor="{article.Passage?.Anchor}" data-passage="{(isPublic ? article.Passage?.Markdown : null)}" data-public="{(isPublic ? "true" : "false")}">
            <h3><a href="{view.Address(open: article.Id)}#preview" data-open>{article.Title}</a> <span class="chance {Level(article.Probability)}">{Percent(article.Probability)}</span>{Html.When(!isPublic, () => Html.Of($""" <span class="tag">{AgentWords.Internal}</span>"""))}{Html.When(article.Kind != ArticleKind.Help, () => Html.Of($""" <span class="tag bad">{Notices.Word(article.Kind)}</span>"""))}</h3>
            {Marked(article.Snippet)}
            <p class="why">{Html.Row(" · ", article.Reasons.Where(r => !harsh || r.StartsWith("same code", StringComparison.Ordinal)).Take(Told))}</p>
            <div class="acts bar">{Html.When(isPublic, () => Html.Of(
                $"""<a class="button" href="{view.Address(use: article.Id)}#reply" data-insert>{AgentWords.Insert} <kbd>i</kbd></a><a class="button" href="{view.Address(use: View.LinkMark + article.Id)}#reply" data-link>{AgentWords.Link} <kbd>l</kbd></a>"""))}
            <details class="reject"><summary class="button">{AgentWords.Reject} <kbd>x</kbd></summary><form action="/agent/{view.Question.Id}/reject" method="post" data-reject>{FormToken.Input(context)}<input type="hidden" name="article" value="{article.Id}"><input type="hidden" name="query" value="{view.Found.QueryId}"><span class="hidden">{AgentWords.RejectWhy}</span>{Html.Each(AgentWords.Reasons.Select((r, i) => (r.Reason, r.Text, Key: i + 1)), r => Html.Of(
                $"""<button class="plain" name="reason" value="{r.Reason}">{r.Text} <kbd>{r.Key}</kbd></button>"""))}</form></details></div>
            </li>
            """);
    }

    private static Html Ticket(Engine engine, View view, TicketResult ticket, bool first)
    {
        bool harsh = Insults.In(ticket.Subject + "\n" + ticket.Text);
        string title = harsh ? AgentWords.Abusive : ticket.Subject.Length > 0 ? ticket.Subject : ticket.Id;
        return Html.Of(
            $"""
            <li class="hit{(first ? " at" : "")}" data-hit="{View.TicketMark}{ticket.Id}" data-passage="{ticket.Answer}" data-public="true">
            <h3><a href="{view.Address(open: View.TicketMark + ticket.Id)}#preview" data-open><bdi>{title}</bdi></a> <span class="chance {Level(ticket.Probability)}">{Percent(ticket.Probability)}</span></h3>
            {Html.When(!harsh, () => Marked(ticket.Snippet))}
            <p class="why">{Html.Row(" · ", TicketHit.Of(ticket).Reasons.Where(_ => !harsh).Concat(ticket.Articles.Take(1).Select(id => $"{AgentWords.SolvedBy} {engine.Store.GetArticle(id)?.Article.Title ?? id}")))}</p>
            <div class="acts bar">{Html.When(ticket.Answer.Length > 0, () => Html.Of($"""<a class="button" href="{view.Address(use: View.TicketMark + ticket.Id)}#reply" data-insert>{AgentWords.Insert} <kbd>i</kbd></a>"""))}</div>
            </li>
            """);
    }

    private static Html Marked(IReadOnlyList<SnippetPart> snippet) => Html.Of(
        $"""<p class="snippet" dir="auto">{Html.Each(snippet, p => p.Hit ? Html.Of($"<mark>{p.Text}</mark>") : Html.Of($"{p.Text}"))}</p>""");

    private static string Level(double probability) => probability switch { >= 0.7 => "high", >= 0.2 => "fair", _ => "low" };

    private static string Percent(double share) => share < 0.01 ? "<1%" : Math.Floor(share * 100).ToString(CultureInfo.InvariantCulture) + "%";
}
