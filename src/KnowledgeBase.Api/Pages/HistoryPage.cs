using System.Globalization;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Intake;
using KnowledgeBase.Store;

namespace KnowledgeBase.Api.Pages;

/// <summary>The revisions of an article, what each changed, and the way back.</summary>
internal static class HistoryPage
{
    public static IResult Get(Engine engine, HttpContext context, string id, long? revision)
    {
        var revisions = engine.Store.Revisions(id);
        if (revisions.Count == 0 || engine.Edits.Open(id) is not { } opened)
        {
            return HelpPages.NotFound();
        }

        int at = revision is null ? revisions.Count - 1 : revisions.ToList().FindIndex(r => r.Revision == revision);
        if (at < 0)
        {
            return HelpPages.NotFound();
        }

        var chosen = revisions[at];
        return Layout.Workplace($"{WriteWords.History} · {opened.Stored.Article.Title}", Place.Write, Html.Of(
            $"""
            <div class="bar head"><h1><bdi>{opened.Stored.Article.Title}</bdi></h1><span class="push"><a href="{WritePages.Edit(id)}">{WriteWords.Back}</a></span></div>
            <div class="history">
            <nav aria-label="{WriteWords.History}"><ol class="rows revisions" reversed>{Html.Each(revisions.Reverse(), r => Html.Of(
                $"""<li><a href="?revision={r.Revision}"{new Html(r.Revision == chosen.Revision ? " aria-current=\"true\"" : "")}><b>{WriteWords.Revision} {r.Revision}</b> {WritePages.Tag(r.State)}<small>{r.At.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture)} UTC · {r.Why}</small></a></li>"""))}</ol></nav>
            <section class="panel"><div class="bar"><h2>{WriteWords.Compare}</h2>{Html.When(at < revisions.Count - 1, () => Form(context, id, chosen, opened.Version))}</div>
            {(at == 0 ? Html.Of($"""<p class="hint">{WriteWords.First}</p>{DiffBlock.Whole(ArticleText.Readable(chosen), $"{WriteWords.Revision} 1")}""") : DiffBlock.Of(ArticleText.Readable(revisions[at - 1]), ArticleText.Readable(chosen), WriteWords.RevisionDiff))}</section>
            </div>
            """));
    }

    public static async Task<IResult> Restore(Engine engine, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        string id = form["id"].ToString();
        if (!long.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out long number) || engine.Store.Revision(id, number) is not { } revision)
        {
            return HelpPages.NotFound();
        }

        if (engine.Edits.Restore(id, revision, form["version"].ToString()) is ArticleEdit.Saved saved)
        {
            engine.CatchUp();
            Auditing.About(context, $"{id} revision {saved.Article.Stored.Revision}");
            return Results.LocalRedirect(WritePages.Edit(id) + "?saved=yes");
        }

        return Results.LocalRedirect($"/write/history/{Links.Path(id)}"); // it changed meanwhile: the newest revision says how
    }

    private static Html Form(HttpContext context, string id, ArticleRevision revision, string version) => Html.Of(
        $"""<form class="push" action="/write/restore" method="post">{FormToken.Input(context)}<input type="hidden" name="id" value="{id}"><input type="hidden" name="revision" value="{revision.Revision}"><input type="hidden" name="version" value="{version}"><button class="plain">{WriteWords.Restore}</button></form>""");
}
