using KnowledgeBase.Api.Security;
using KnowledgeBase.Store;
using KnowledgeBase.Text;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Api.Pages.Agents;

/// <summary>What the person wrote: quotes and signature folded, and all of it when its words hurt.</summary>
internal static class Message
{
    private const string Conduct = "policies/code-of-conduct";
    private const string Hard = "agents/difficult-conversations";
    private const int LongestTitle = 90;

    public static string Title(OpenQuestion question)
    {
        if (IsAbusive(question))
        {
            return AgentWords.Abusive;
        }

        string line = question.Subject.Length > 0 ? question.Subject : TicketText.Strip(question.Text).Trim().Split('\n')[0];
        return line.Length <= LongestTitle ? line : line[..LongestTitle] + "…";
    }

    /// <summary>True when its words insult or threaten.</summary>
    public static bool IsAbusive(OpenQuestion question) => Insults.In(question.Subject + "\n" + question.Text);

    public static Html Panel(HttpContext context, OpenQuestion question, DateTimeOffset now, View view) => Html.Of(
        $"""
        <section class="panel message" aria-labelledby="message-title">
        <div class="bar meta"><a href="/agent?state={question.State.ToString().ToLowerInvariant()}">← {AgentWords.Back}</a><span class="tag">{AgentWords.NameOf(question.Channel)}</span>{State(question)}<span class="push">{Passed.Since(question.Created, now)}</span></div>
        <h1 id="message-title"><bdi>{Title(question)}</bdi></h1>
        {(IsAbusive(question) ? Folded(question, view) : Html.When(Title(question) != question.Text.Trim(), () => Text(question)))}
        {Html.When(question.State != QuestionState.Open, () => Html.Of(
            $"""<form action="/agent/{question.Id}/reopen" method="post">{FormToken.Input(context)}<button class="plain">{AgentWords.Reopen}</button></form>"""))}
        </section>
        """);

    private static Html State(OpenQuestion question) => question.State switch
    {
        QuestionState.Escalated => Html.Of($"""<span class="tag fair">{AgentWords.Name(question.State)}: {AgentWords.QueueName(question.Queue)}</span>{Html.When(question.Reason.Length > 0, () => Html.Of($"""<bdi class="why">{question.Reason}</bdi>"""))}"""),
        QuestionState.Solved => Html.Of($"""<span class="tag good">{AgentWords.Name(question.State)}</span>"""),
        _ => Html.Empty,
    };

    private static Html Folded(OpenQuestion question, View view) => Html.Of(
        $"""
        <details class="harsh"><summary>{AgentWords.AbusiveShow}</summary>{Html.When(question.Subject.Length > 0, () => Html.Of($"""<p class="text"><bdi>{question.Subject}</bdi></p>"""))}{Text(question)}</details>
        <p>{AgentWords.AbusiveHelp} <a href="{view.Address(open: Conduct)}" data-open>{AgentWords.Conduct}</a>, <a href="{view.Address(open: Hard)}" data-open>{AgentWords.Hard}</a>.</p>
        """);

    private static Html Text(OpenQuestion question) => Html.Each(TicketText.Parts(question.Text), part => part.IsSaid
        ? Html.Of($"""<p class="text" dir="auto">{part.Text}</p>""")
        : Html.Of($"""<details class="quoted"><summary>{AgentWords.Quoted}</summary><p class="text" dir="auto">{part.Text}</p></details>"""));
}
