using System.Text.Json;
using KnowledgeBase.Answering;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Security;

namespace KnowledgeBase.Api.Pages.Agents;

/// <summary>The reply: drafted from what was chosen, the agent's to change, copied or kept as what solved the question.</summary>
internal static class ReplyPanel
{
    public static Html Of(HttpContext context, Engine engine, View view, string? written)
    {
        var chosen = view.Passages();
        string text = written ?? (chosen.Count == 0 ? "" : Replies.Draft(engine, Links.Site(context.Request), view.Shape, chosen).Reply?.Text ?? "");
        return Html.Of(
            $"""
            <section class="panel reply" id="reply" aria-labelledby="reply-title" data-shape="{view.Shape.ToString().ToLowerInvariant()}" data-chosen="{JsonSerializer.Serialize(chosen, JsonSerializerOptions.Web)}">
            <div class="bar"><h2 id="reply-title">{AgentWords.Reply} <kbd>r</kbd></h2><ul class="tabs">{Html.Each(Enum.GetValues<ReplyShape>(), s => Html.Of(
                $"""<li><a href="{view.Address(shape: s)}#reply" data-shape="{s.ToString().ToLowerInvariant()}"{new Html(s == view.Shape ? " aria-current=\"true\"" : "")}>{AgentWords.Name(s)}</a></li>"""))}</ul>
            <span class="push why" id="count" data-most="{ReplyDraft.MaxTweet}">{(view.Shape == ReplyShape.Tweet ? $"{text.Length} / {ReplyDraft.MaxTweet}" : "")}</span></div>
            <form action="/agent/{view.Question.Id}/solve" method="post">{FormToken.Input(context)}<input type="hidden" name="query" value="{view.Found.QueryId}">
            <label class="hidden" for="answer">{AgentWords.ReplyText}</label>
            <textarea id="answer" name="answer" rows="11" maxlength="{Checks.MaxText}" placeholder="{AgentWords.ReplyHint}">{text}</textarea>
            <div class="row bar"><button type="button" class="plain" id="copy" data-done="{AgentWords.Copied}"><span>{AgentWords.Copy}</span> <kbd>c</kbd></button>
            <label for="solved-by" class="push why">{AgentWords.WhatSolved}</label><select id="solved-by" name="article">{Options(view)}</select><button>{AgentWords.MarkSolved} <kbd>s</kbd></button></div>
            </form>
            <details class="escalate" id="escalate"{new Html(view.Found.Abstained && view.Question.State == Store.QuestionState.Open ? " open" : "")}><summary>{AgentWords.Escalate} <kbd>e</kbd></summary>
            <form class="bar" action="/agent/{view.Question.Id}/escalate" method="post">{FormToken.Input(context)}
            <label for="queue">{AgentWords.EscalateTo}</label><select id="queue" name="queue">{Html.Each(AgentWords.Queues, q => Html.Of($"""<option value="{q.Queue}">{q.Text}</option>"""))}</select>
            <label for="escalate-why">{AgentWords.EscalateWhy}</label><input id="escalate-why" name="reason" maxlength="{QuestionEndpoints.MaxReason}" autocomplete="off"><button class="plain">{AgentWords.EscalateSend}</button></form></details>
            </section>
            """);
    }

    // What the reply is made of stands first; nothing sure and nothing used means that the reply itself is what helped.
    private static Html Options(View view)
    {
        var used = view.Passages().Select(p => p.ArticleId).Where(id => id.Length > 0).ToList();
        var articles = view.Found.Articles.Where(a => a.Audience == KnowledgeBase.Articles.Audience.Public).OrderBy(a => used.IndexOf(a.Id) is >= 0 and var at ? at : int.MaxValue).ToList();
        string chosen = used.FirstOrDefault() ?? "";
        return Html.Of(
            $"""{Html.Each(articles, a => Html.Of($"""<option value="{a.Id}"{new Html(a.Id == chosen ? " selected" : "")}>{a.Title}</option>"""))}<option value=""{new Html(chosen.Length == 0 ? " selected" : "")}>{AgentWords.NoArticle}</option>""");
    }
}
