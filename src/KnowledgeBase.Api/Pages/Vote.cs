using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Store;
using KnowledgeBase.Text;

namespace KnowledgeBase.Api.Pages;

/// <summary>"Was this helpful?": a yes or no, and after a no a word of what was missing.</summary>
internal static class Vote
{
    private const int MaxWhy = 500;
    private const int MaxQuery = 64;

    /// <summary>The form as it stands after <paramref name="saved"/>: null, "yes", "no" or "told". <paramref name="q"/> is the question of a search page, empty on an article.</summary>
    public static Html Form(HttpContext context, string id, string? saved, string q = "", string query = "")
    {
        var hidden = Html.Of(
            $"""{FormToken.Input(context)}<input type="hidden" name="id" value="{id}">{Html.When(q.Length > 0, () => Html.Of($"""<input type="hidden" name="q" value="{q}"><input type="hidden" name="query" value="{query}">"""))}""");
        return saved switch
        {
            null => Html.Of(
                $"""
                <form class="vote" id="vote" action="/feedback" method="post" data-vote>{hidden}
                <span id="vote-label">{Words.Helpful}</span>
                <button name="helpful" value="yes" class="plain" aria-describedby="vote-label">{Words.Yes}</button><button name="helpful" value="no" class="plain" aria-describedby="vote-label">{Words.No}</button>
                </form>
                """),
            "no" => Html.Of(
                $"""
                <form class="vote" id="vote" action="/feedback" method="post" data-vote>{hidden}
                <label for="why" role="status">{Words.Missing} <small>{Words.MissingHint}</small></label>
                <div class="field"><input id="why" name="why" maxlength="{MaxWhy}" autocomplete="off"><button name="helpful" value="why">{Words.Send}</button></div>
                </form>
                """),
            _ => Html.Of($"""<p class="vote" id="vote" role="status">{Words.ThanksVote}</p>"""),
        };
    }

    public static async Task<IResult> Post(Engine engine, Measures measures, TimeProvider time, HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        string id = form["id"].ToString(), why = form["why"].ToString(), q = form["q"].ToString(), query = form["query"].ToString();
        if (engine.Store.GetArticle(id) is not { } stored || !Retriever.MaySee(Viewer.Public, stored.Article))
        {
            return HelpPages.NotFound();
        }

        query = query.Length <= MaxQuery ? query : "";
        var (action, saved) = form["helpful"].ToString() switch { "yes" => ("helpful", "yes"), "why" => ("comment", "told"), _ => ("not_helpful", "no") };
        string message = Masking.Mask(why.Length <= MaxWhy ? why : why[..MaxWhy]);
        if (action != "comment" || message.Length > 0)
        {
            engine.Store.AddEvents([new SearchEvent(query, action, time.GetUtcNow(), id, q.Length > 0 ? 1 : null, message)]);
        }

        if (action != "comment")
        {
            measures.Voted(action == "helpful");
        }

        return Results.Redirect(q.Length > 0
            ? $"/search?q={Uri.EscapeDataString(q)}&saved={saved}&query={Uri.EscapeDataString(query)}#vote"
            : $"{Links.Article(id)}?saved={saved}#vote");
    }
}
