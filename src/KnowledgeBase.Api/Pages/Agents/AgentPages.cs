using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Text;

namespace KnowledgeBase.Api.Pages.Agents;

/// <summary>The agents' workplace: where its pages are, and what their forms do.</summary>
internal static class AgentPages
{
    public static void MapAgentPages(this RouteGroupBuilder pages)
    {
        pages.MapGet("/agent", QueuePage.Get).For(Role.Agent).ExcludeFromDescription();
        pages.MapPost("/agent", QueuePage.Post).For(Role.Agent).ExcludeFromDescription();
        pages.MapGet("/agent/{number:long}", QuestionPage.Get).For(Role.Agent).ExcludeFromDescription();
        pages.MapPost("/agent/{number:long}/solve", Solve).For(Role.Agent).ExcludeFromDescription();
        pages.MapPost("/agent/{number:long}/escalate", Escalate).For(Role.Agent).ExcludeFromDescription();
        pages.MapPost("/agent/{number:long}/reopen", (Desk desk, long number) =>
            desk.Reopen(number) is null ? HelpPages.NotFound() : Results.Redirect($"/agent/{number}?said=reopened")).For(Role.Agent).ExcludeFromDescription();
        pages.MapPost("/agent/{number:long}/reject", Reject).For(Role.Agent).ExcludeFromDescription();
        pages.MapPost("/agent/{number:long}/flag", Flag).For(Role.Agent).ExcludeFromDescription();
    }

    private static async Task<IResult> Solve(Engine engine, Desk desk, TimeProvider time, HttpContext context, long number)
    {
        var form = await context.Request.ReadFormAsync();
        string article = form["article"].ToString(), answer = form["answer"].ToString().Trim();
        bool known = article.Length > 0 && engine.Store.GetArticle(article) is not null;
        if ((!known && answer.Length == 0) || answer.Length > Checks.MaxText)
        {
            return QuestionPage.Show(engine, desk, time, context, number, null, [], null, AgentWords.SolveEmpty, answer, StatusCodes.Status400BadRequest);
        }

        return desk.Solve(number, known ? [article] : [], answer, Word(form["query"])) is null ? HelpPages.NotFound() : Results.Redirect($"/agent?said=solved&number={number}");
    }

    private static async Task<IResult> Escalate(Desk desk, HttpContext context, long number)
    {
        var form = await context.Request.ReadFormAsync();
        string queue = Word(form["queue"]).Trim();
        return desk.Escalate(number, queue.Length == 0 ? AgentWords.Queues[0].Queue : queue, Text(form["reason"])) is null ? HelpPages.NotFound() : Results.Redirect("/agent?said=escalated");
    }

    private static async Task<IResult> Reject(Desk desk, HttpContext context, long number)
    {
        var form = await context.Request.ReadFormAsync();
        string reason = Text(form["reason"]).Trim();
        return desk.Reject(number, Text(form["article"]), reason.Length == 0 ? AgentWords.Reasons[0].Reason : reason, Word(form["query"])) ? Results.Redirect($"/agent/{number}?said=rejected") : HelpPages.NotFound();
    }

    private static async Task<IResult> Flag(Engine engine, HttpContext context, long number)
    {
        var form = await context.Request.ReadFormAsync();
        string article = Text(form["article"]), reason = Text(form["reason"]).Trim(), paragraph = form["paragraph"].ToString();
        if (engine.Store.GetArticle(article) is null || reason.Length == 0)
        {
            return HelpPages.NotFound();
        }

        engine.Store.AddFlag(article, paragraph.Length <= FlagEndpoints.MaxParagraph ? paragraph : paragraph[..FlagEndpoints.MaxParagraph], Masking.Mask(reason));
        return Results.Redirect($"/agent/{number}?open={Uri.EscapeDataString(article)}&said=flagged");
    }

    private static string Word(string? text) => text is { Length: <= QuestionEndpoints.MaxWord } ? text : "";

    private static string Text(string? text) => text is null ? "" : text.Length <= QuestionEndpoints.MaxReason ? text : text[..QuestionEndpoints.MaxReason];
}
