using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Articles;
using KnowledgeBase.Intake;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Text;

namespace KnowledgeBase.Api.Pages;

/// <summary>Where an article is written: its fields, its text, how it will look, and what else is known of it.</summary>
internal static class EditorPage
{
    public static IResult New(Engine engine, SearchLog log, TimeProvider time, HttpContext context, string? gap)
    {
        var fields = new ArticleFields();
        if (gap is { Length: > 0 and <= 500 })
        {
            var texts = GapsPage.Of(engine, log, time, gap)?.Texts.Select(t => t.Text).ToList() ?? [gap];
            string title = texts[0].ReplaceLineEndings(" ");
            fields = new ArticleFields { Title = title.Length <= 200 ? title : title[..200], Questions = [.. texts.Skip(1).Take(10)], Body = BestReply(engine, texts[0]) };
        }

        return Show(engine, context, EditorForm.Of("", ArticleEdits.New, fields), null);
    }

    public static IResult Get(Engine engine, HttpContext context, string id, string? saved) => engine.Edits.Open(id) is { } opened
        ? Show(engine, context, EditorForm.Of(id, opened.Version, ArticleFields.Of(opened.Stored.Article)), opened, Note(opened, saved), opened.InFile is null ? Html.Empty
            : Difference(WriteWords.FileDiffers, WriteWords.FileDiffersMend, DiffBlock.Of(opened.InFile, opened.Markdown, WriteWords.FileDiffLabel), opened.InFile))
        : HelpPages.NotFound();

    public static async Task<IResult> Post(Engine engine, HttpContext context)
    {
        var sent = await context.Request.ReadFormAsync();
        var form = EditorForm.Read(sent);
        string action = sent["action"].ToString(), id = form.IdOrFromTitle();
        var current = engine.Edits.Open(id);
        if (action == "show")
        {
            return Show(engine, context, form, current);
        }

        form = action == "publish" ? form with { Fields = form.Fields with { State = ArticleState.Published } } : form;
        if (form.Fault() is { } fault)
        {
            return Show(engine, context, form, current, fault: fault);
        }

        // Over the text the writer has seen: when another stands there by now, the version says so below.
        if (form.Fields.Text(current?.Markdown ?? "") is not { } text)
        {
            return Show(engine, context, form, current, fault: WriteWords.NoFields);
        }

        if (!ArticleFile.IsId(id))
        {
            return Show(engine, context, form, current, fault: $"{WriteWords.Id}: use at most 200 letters, digits and . _ - in segments joined by '/'.");
        }

        switch (engine.Edits.Put(id, text, form.Version, "web"))
        {
            case ArticleEdit.Saved saved:
                engine.CatchUp();
                Auditing.About(context, $"{id} revision {saved.Article.Stored.Revision}");
                return Results.LocalRedirect($"{WritePages.Edit(id)}?saved={(saved.Article.Stored.Article.State == ArticleState.Published ? "live" : "yes")}");
            case ArticleEdit.Refused refused:
                return Show(engine, context, form, current, fault: $"{char.ToUpperInvariant(refused.Problem[0])}{refused.Problem[1..]}. {char.ToUpperInvariant(refused.Mend[0])}{refused.Mend[1..]}.");
            case ArticleEdit.Conflict { Current: { } theirs }:
                bool taken = form.Version == ArticleEdits.New;
                return Show(engine, context, form with { Version = theirs.Version }, theirs, status: StatusCodes.Status409Conflict, conflict: Difference(
                    taken ? WriteWords.TakenId : WriteWords.Changed, taken ? WriteWords.TakenIdMend : WriteWords.ChangedMend,
                    DiffBlock.Of(theirs.Markdown, text, WriteWords.DiffLabel), theirs.Markdown));
            default:
                return Show(engine, context, form with { Version = ArticleEdits.New }, null, status: StatusCodes.Status409Conflict, conflict: Difference(
                    WriteWords.Gone, WriteWords.GoneMend, Html.Empty, ""));
        }
    }

    private static IResult Show(
        Engine engine, HttpContext context, EditorForm form, OpenedArticle? stored, Html? note = null, Html? conflict = null, string? fault = null, int status = 200)
    {
        bool isNew = stored is null;
        string title = isNew ? WriteWords.New : stored!.Stored.Article.Title;
        var flags = isNew ? [] : engine.Store.Flags(form.Id);
        return Layout.Workplace(title, Place.Write, Html.Of(
            $"""
            <div class="bar head"><h1><bdi>{title}</bdi></h1>{Html.When(!isNew, () => Html.Of(
                $"""{WritePages.Tag(stored!.Stored.Article.State)}<span class="push bar"><a href="/write/history/{Links.Path(form.Id)}">{WriteWords.History}</a>{Html.When(Retriever.MaySee(Viewer.Public, stored.Stored.Article), () => Html.Of($"""<a href="{Links.Article(form.Id)}">{WriteWords.Page}</a>"""))}</span>"""))}</div>
            {note ?? Html.Empty}{Html.When(fault is not null, () => Html.Of($"""<p class="error" role="alert">{fault}</p>"""))}{conflict ?? Html.Empty}
            {Html.When(flags.Count > 0, () => Html.Of($"""<section class="panel"><h2>{WriteWords.FlagsHere}</h2>{FlagsPage.List(context, flags, WritePages.Edit(form.Id))}</section>"""))}
            {EditorFields.Of(engine, context, form, isNew, stored is not null && stored.Stored.Source.Length > 0)}
            """), ["write.js"], fault is null ? status : StatusCodes.Status400BadRequest);
    }

    private static Html? Note(OpenedArticle opened, string? saved) => saved is null ? null : Html.Of(
        $"""<p class="said" role="status">{(opened.Stored.Source.Length > 0 && opened.Stored.IsAheadOfFile && opened.InFile is null ? WriteWords.Pending : saved == "live" ? WriteWords.SavedLive : WriteWords.Saved)}</p>""");

    private static Html Difference(string title, string mend, Html difference, string theirs) => Html.Of(
        $"""
        <section class="panel conflict" role="alert"><h2>{title}</h2><p>{mend}</p>{difference}
        {Html.When(theirs.Length > 0, () => Html.Of($"""<details><summary>{WriteWords.Theirs}</summary><textarea readonly rows="12" aria-label="{WriteWords.Theirs}">{theirs}</textarea></details>"""))}</section>
        """);

    // What an agent once answered to something alike; tickets are masked, and what agents write by hand once more.
    private static string BestReply(Engine engine, string question) =>
        engine.Respond(question, Viewer.Agent, 5).Tickets.FirstOrDefault(t => t.Answer.Length > 0) is { } ticket ? Masking.Mask(ticket.Answer) + "\n" : "";
}
