using System.Globalization;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Articles;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Text;

namespace KnowledgeBase.Api.Pages.Agents;

/// <summary>An article as the site shows it, or a resolved ticket, beside the question.</summary>
internal static class Preview
{
    private const int Longest = 90;

    public static Html Of(HttpContext context, Engine engine, View view)
    {
        if (view.Open.StartsWith(View.TicketMark, StringComparison.Ordinal))
        {
            return engine.Store.GetTicket(view.Open[View.TicketMark.Length..])?.Ticket is { } ticket ? Ticket(ticket) : Nothing();
        }

        return engine.Store.GetArticle(view.Open)?.Article is { } article && Retriever.MaySee(Viewer.Agent, article) ? Article(context, engine, view, article) : Nothing();
    }

    private static Html Nothing() => Html.Of($"""<h2 id="preview-title">{AgentWords.Preview}</h2><p class="empty">{AgentWords.PreviewNone}</p>""");

    private static Html Article(HttpContext context, Engine engine, View view, Article article)
    {
        string anchor = view.Found.Articles.FirstOrDefault(a => a.Id == article.Id)?.Passage?.Anchor ?? "";
        bool isPublic = article.Audience == Audience.Public;
        return Html.Of(
            $"""
            <div class="bar"><h2 id="preview-title">{article.Title}</h2>{Html.When(!isPublic, () => Html.Of($"""<span class="tag">{AgentWords.Internal}</span>"""))}</div>
            <p class="why"><bdi>{article.Category}</bdi>{Html.When(article.Updated is not null, () => Html.Of($" · {Words.Verified} {article.Updated!.Value.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}"))}{Html.When(isPublic, () => Html.Of($""" · <a href="{Links.Article(article.Id, anchor)}">{AgentWords.OpenPage}</a>"""))}</p>
            <div class="prose" data-anchor="{(anchor.Length > 0 ? ArticleHtml.ElementId(anchor) : "")}">{new Html(ArticlePages.Html(engine, article).Html)}</div>
            <details class="flag" id="flag"><summary>{AgentWords.Flag} <kbd>f</kbd></summary>
            <form action="/agent/{view.Question.Id}/flag" method="post" data-flag>{FormToken.Input(context)}<input type="hidden" name="article" value="{article.Id}">
            <label class="line" for="paragraph">{AgentWords.FlagWhich}</label><select id="paragraph" name="paragraph"><option value="">{AgentWords.FlagWhole}</option>{Html.Each(ArticleContent.Of(article.Body).Blocks.Where(b => b.Kind != BlockKind.Heading), b => Html.Of(
                $"""<option value="{Cut(b.Text, FlagEndpoints.MaxParagraph)}">{Cut(b.Text, Longest)}</option>"""))}</select>
            <label class="line" for="flag-reason">{AgentWords.FlagReason}</label><div class="field"><input id="flag-reason" name="reason" maxlength="{QuestionEndpoints.MaxReason}" required autocomplete="off"><button>{AgentWords.FlagSend}</button></div>
            </form></details>
            """);
    }

    private static Html Ticket(Tickets.Ticket ticket)
    {
        bool harsh = Insults.In(ticket.Subject + "\n" + ticket.Text);
        var asked = Html.Of($"""<p class="text" dir="auto">{ticket.Text}</p>""");
        return Html.Of(
            $"""
            <h2 id="preview-title"><bdi>{(harsh ? AgentWords.Abusive : ticket.Subject.Length > 0 ? ticket.Subject : ticket.Id)}</bdi></h2>
            <p class="why">{ticket.Id} · {AgentWords.NameOf(ticket.Channel)} · {ticket.Created.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}</p>
            <h3>{AgentWords.TheyAsked}</h3>{(harsh ? Html.Of($"""<details class="harsh"><summary>{AgentWords.AbusiveShow}</summary>{asked}</details>""") : asked)}
            {Html.When(ticket.Answer.Length > 0, () => Html.Of($"""<h3>{AgentWords.WeAnswered}</h3><p class="text" dir="auto">{ticket.Answer}</p>"""))}
            """);
    }

    private static string Cut(string text, int most)
    {
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= most ? text : text[..(most - 1)] + "…";
    }
}
