using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Api.Pages;

/// <summary>Where a person asks what no article answers.</summary>
internal static class AskPage
{
    private const int Suggestions = 3;
    private const string Trap = "website";
    private static readonly TimeSpan Typing = TimeSpan.FromSeconds(3);

    public static IResult Get(Engine engine, HttpContext context, string question, string? error = null) => Layout.Page($"{Words.AskTitle} · {Words.Brand}", Html.Of(
        $"""
        {Notices.Of(engine)}
        <h1>{Words.AskTitle}</h1>
        {Html.When(error is not null, () => Html.Of($"""<p class="error" role="alert" id="fault">{error}</p>"""))}
        {Form(context, question, Likely(engine, question))}
        """), status: error is null ? 200 : 400);

    /// <summary>The form, below it what is likely to answer already; with script that follows what one types.</summary>
    public static Html Form(HttpContext context, string question, Html? likely = null) => Html.Of(
        $"""
        <form class="ask" action="/ask" method="post">{FormToken.Input(context)}
        <label for="question">{Words.AskLabel}</label><p id="hint">{Words.AskHint}</p>
        <textarea id="question" name="question" rows="6" maxlength="{Checks.MaxText}" required aria-describedby="hint">{question}</textarea>
        <div class="trap" aria-hidden="true"><label for="website">{AccessWords.LeaveEmpty}</label><input id="website" name="{Trap}" tabindex="-1" autocomplete="off"></div>
        <div class="row"><button>{Words.AskSend}</button></div>
        <div data-answers="{Words.AskMayHelp}" aria-live="polite">{likely ?? Html.Empty}</div>
        </form>
        """);

    public static async Task<IResult> Post(Engine engine, Desk desk, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        string question = form["question"].ToString().Trim();
        if (question.Length is 0 or > Checks.MaxText)
        {
            return Get(engine, context, question.Length > Checks.MaxText ? question[..Checks.MaxText] : "", question.Length == 0 ? Words.AskEmpty : Words.AskLong);
        }

        if (IsProgram(context, form, question))
        {
            return Get(engine, context, question, AccessWords.OnceMore);
        }

        desk.Take(question, "", "");
        var response = engine.Respond(question, Viewer.Public, Suggestions);
        return Layout.Page($"{Words.AskTitle} · {Words.Brand}", Html.Of(
            $"""
            <h1>{Words.AskTitle}</h1>
            <p class="thanks" role="status">{Words.AskThanks}</p>
            <p>{Words.AskNoReply} <a href="/search?q={Uri.EscapeDataString(Words.AskContactQuery)}">{Words.AskContact}</a>.</p>
            {Html.When(!response.Abstained, () => SearchPage.List(response.Articles, Words.AskMayHelp))}
            """));
    }

    // What a question brought along may find already.
    private static Html Likely(Engine engine, string question)
    {
        var found = question.Trim().Length < 2 ? null : engine.Respond(question, Viewer.Public, Suggestions);
        return Html.When(found is { Abstained: false }, () => Html.Of(
            $"""<h2>{Words.AskMayHelp}</h2><ul class="links">{Html.Each(found!.Articles.Where(a => a.Reasons.Count > 0), a => Html.Of($"""<li><a href="{Links.Article(a.Id, a.Anchor)}">{a.Title}</a></li>"""))}</ul>"""));
    }

    // Programs fill in every field, and paste links faster than a person reads the form. A person caught sends it once more; nothing is lost.
    private static bool IsProgram(HttpContext context, IFormCollection form, string question) =>
        form[Trap].ToString().Length > 0
        || (Caller.Of(context) != Caller.Local && question.Contains("://", StringComparison.Ordinal)
            && context.RequestServices.GetRequiredService<FormToken>().Read(form[FormToken.Field].ToString(), Caller.Of(context)) < Typing);
}
