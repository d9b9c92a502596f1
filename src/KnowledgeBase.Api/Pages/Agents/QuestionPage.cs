using KnowledgeBase.Answering;
using KnowledgeBase.Articles;

namespace KnowledgeBase.Api.Pages.Agents;

/// <summary>One question: what was asked, what may answer it, a preview, and the reply.</summary>
internal static class QuestionPage
{
    private const int Shown = 5;

    public static IResult Get(Engine engine, Desk desk, TimeProvider time, HttpContext context, long number, string? open, string[] use, string? shape, string? said, string? find) =>
        Show(engine, desk, time, context, number, open, use, shape, AgentWords.Said(said), find: find);

    /// <summary>The page with a word of what was done or is wrong; <paramref name="reply"/> is kept when it is given.</summary>
    public static IResult Show(
        Engine engine, Desk desk, TimeProvider time, HttpContext context, long number, string? open, string[] use, string? shape, string? said, string? reply = null, int status = 200, string? find = null)
    {
        if (engine.Store.Question(number) is not { } question)
        {
            return HelpPages.NotFound();
        }

        string words = find?.Trim() ?? "";
        var found = desk.Suggest(question, Shown, words);
        var best = found.Abstained ? null : found.Articles.FirstOrDefault(a => a.Id == found.Answers[0].ArticleId && a.Audience == Audience.Public);
        var view = new View(
            question, found,
            open ?? found.Articles.Select(a => a.Id).FirstOrDefault() ?? "",
            use.Length > 0 || best is null ? use : [best.Id], // what is sure enough to answer is drafted at once
            Enum.TryParse<ReplyShape>(shape, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : ReplyDraft.ShapeOf(question.Channel),
            words);
        return Layout.Workplace(Message.Title(question), Place.Agent, Html.Of(
            $"""
            {Html.When(said is not null, () => Html.Of($"""<p class="{(status == 200 ? "said" : "error")}" role="{(status == 200 ? "status" : "alert")}">{said}</p>"""))}
            <div class="desk" data-desk data-question="{question.Id}" data-query="{found.QueryId}" data-there="{AgentWords.There}" data-failed="{AgentWords.Failed}" data-linked="{AgentWords.Linked}" data-inserted="{AgentWords.Inserted}">
            <div class="asked">{Message.Panel(context, question, time.GetUtcNow(), view)}<div id="found">{Suggestions.Lists(context, engine, view)}</div></div>
            <div class="answering"><section class="panel preview" id="preview" aria-labelledby="preview-title" tabindex="-1">{Preview.Of(context, engine, view)}</section>{ReplyPanel.Of(context, engine, view, reply)}</div>
            </div>
            <p class="keys" id="keys">{Html.Each(AgentWords.Hints, h => Html.Of($"<span><kbd>{h.Key}</kbd> {h.Does}</span>"))} <button type="button" class="quiet" id="keys-toggle" data-on="{AgentWords.KeysOn}" data-off="{AgentWords.KeysOff}">{AgentWords.KeysOff}</button></p>
            """), ["agent.js"], status);
    }
}
