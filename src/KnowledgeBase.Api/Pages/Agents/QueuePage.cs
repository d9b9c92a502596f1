using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Store;
using KnowledgeBase.Text;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Api.Pages.Agents;

/// <summary>The questions that wait, and a place to paste one.</summary>
internal static class QueuePage
{
    private const int PageSize = 50;
    private const int Shown = 160;

    public static IResult Get(Engine engine, TimeProvider time, HttpContext context, string? state, long? before, string? said, long? number) =>
        Show(engine, time, context, state, before, said, number, "", null);

    public static async Task<IResult> Post(Engine engine, Desk desk, TimeProvider time, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        string text = form["text"].ToString().Trim(), subject = form["subject"].ToString().Trim(), channel = form["channel"].ToString();
        if (text.Length is 0 or > Checks.MaxText)
        {
            return Show(engine, time, context, null, null, null, null, text.Length > Checks.MaxText ? text[..Checks.MaxText] : "", text.Length == 0 ? AgentWords.PasteEmpty : AgentWords.PasteLong);
        }

        var question = desk.Take(text, channel.Length <= QuestionEndpoints.MaxWord ? channel : "", subject.Length <= QuestionEndpoints.MaxReason ? subject : subject[..QuestionEndpoints.MaxReason]);
        return Results.Redirect($"/agent/{question.Id}");
    }

    private static IResult Show(Engine engine, TimeProvider time, HttpContext context, string? state, long? before, string? said, long? number, string text, string? fault)
    {
        var wanted = Enum.TryParse<QuestionState>(state, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : QuestionState.Open;
        var page = engine.Store.Questions(wanted, PageSize + 1, before);
        return Layout.Workplace(AgentWords.Title, Place.Agent, Html.Of(
            $"""
            {Said(context, said, number)}
            <div class="split">
            <section aria-labelledby="questions">
            <div class="bar"><h1 id="questions">{AgentWords.Title}</h1><nav aria-label="{AgentWords.Title}"><ul class="tabs">{Html.Each(Enum.GetValues<QuestionState>(), s => Html.Of(
                $"""<li><a href="/agent?state={s.ToString().ToLowerInvariant()}"{new Html(s == wanted ? " aria-current=\"page\"" : "")}>{AgentWords.Name(s)} <small>{engine.Store.CountQuestions(s)}</small></a></li>"""))}</ul></nav></div>
            {(page.Count == 0 ? Html.Of($"""<p class="empty">{Empty(wanted)}</p>""") : Html.Of($"""<ol class="rows queue">{Html.Each(page.Take(PageSize), q => Row(q, time.GetUtcNow()))}</ol>"""))}
            {Html.When(page.Count > PageSize, () => Html.Of($"""<p><a class="button" href="/agent?state={wanted.ToString().ToLowerInvariant()}&amp;before={page[PageSize - 1].Id}">{AgentWords.Older}</a></p>"""))}
            </section>
            {Paste(context, text, fault)}
            </div>
            """), ["agent.js"], fault is null ? 200 : 400);
    }

    private static Html Paste(HttpContext context, string text, string? fault) => Html.Of(
        $"""
        <section class="panel" aria-labelledby="paste">
        <h2 id="paste">{AgentWords.PasteTitle}</h2>
        {Html.When(fault is not null, () => Html.Of($"""<p class="error" role="alert">{fault}</p>"""))}
        <form action="/agent" method="post">{FormToken.Input(context)}
        <label class="line" for="text">{AgentWords.PasteText} <kbd>p</kbd></label>
        <textarea id="text" name="text" rows="10" maxlength="{Checks.MaxText}" required aria-describedby="masked">{text}</textarea>
        <label class="line" for="subject">{AgentWords.PasteSubject}</label><input id="subject" name="subject" maxlength="{QuestionEndpoints.MaxReason}" autocomplete="off">
        <label class="line" for="channel">{AgentWords.PasteChannel}</label><select id="channel" name="channel">{Html.Each(AgentWords.Channels, c => Html.Of($"""<option value="{c.Channel}">{c.Text}</option>"""))}</select>
        <div class="row bar"><button>{AgentWords.PasteSend}</button></div><p id="masked"><small>{AgentWords.PasteHint}</small></p>
        </form>
        </section>
        """);

    private static Html Said(HttpContext context, string? said, long? number) => Html.When(AgentWords.Said(said) is not null, () => Html.Of(
        $"""<div class="said bar" role="status"><span>{AgentWords.Said(said)}</span>{Html.When(number is not null && said == "solved", () => Html.Of(
            $"""<form action="/agent/{number}/reopen" method="post">{FormToken.Input(context)}<button class="plain">{AgentWords.Reopen}</button></form>"""))}</div>"""));

    private static Html Row(OpenQuestion question, DateTimeOffset now)
    {
        var (head, rest) = Lines(question);
        return Html.Of(
            $"""
            <li><a href="/agent/{question.Id}"><b><bdi>{head}</bdi></b>{Html.When(rest.Length > 0, () => Html.Of($"""<span class="rest"><bdi>{rest}</bdi></span>"""))}</a>
            <span class="meta"><span class="tag">{AgentWords.NameOf(question.Channel)}</span>{Html.When(question.Queue.Length > 0, () => Html.Of($"""<span class="tag fair">{AgentWords.QueueName(question.Queue)}</span>"""))}{Passed.Since(question.Created, now)}</span></li>
            """);
    }

    private static (string Head, string More) Lines(OpenQuestion question)
    {
        if (Insults.In(question.Subject + "\n" + question.Text))
        {
            return (AgentWords.Abusive, "");
        }

        string text = string.Join(' ', TicketText.Strip(question.Text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return question.Subject.Length > 0 ? (Short(question.Subject), Short(text)) : (Short(text), "");
    }

    private static string Short(string text) => text.Length <= Shown ? text : text[..Shown] + "…";

    private static string Empty(QuestionState state) => state switch
    {
        QuestionState.Open => AgentWords.NoneOpen,
        QuestionState.Escalated => AgentWords.NoneEscalated,
        _ => AgentWords.NoneSolved,
    };
}
