using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Articles;

namespace KnowledgeBase.Api.Pages;

/// <summary>The form of the editor, and beside it the article as published.</summary>
internal static class EditorFields
{
    public static Html Of(Engine engine, HttpContext context, EditorForm form, bool isNew, bool inFolder)
    {
        var f = form.Fields;
        var article = new Article { Id = form.IdOrFromTitle(), Title = f.Title, Body = f.Body };
        bool details = isNew; // what is there already seldom changes, and the text is what one came for
        return Html.Of(
            $"""
            <form class="editor" action="/write/save" method="post" data-editor="{(isNew ? "" : form.Id)}">{FormToken.Input(context)}<input type="hidden" name="version" value="{form.Version}">
            <div class="writing">
            <label class="line" for="title">{WriteWords.Title}</label><input id="title" name="title" value="{f.Title}" maxlength="300" required placeholder="{WriteWords.TitleHint}">
            <div class="pairs">
            <div><label class="line" for="state">{WriteWords.State}</label><select id="state" name="state">{Html.Each(Enum.GetValues<ArticleState>(), s => Option(StateNames.Of(s), WriteWords.Name(s), s == f.State))}</select></div>
            <div><label class="line" for="audience">{WriteWords.Audience}</label><select id="audience" name="audience">{Html.Each(Enum.GetValues<Audience>(), a => Option(a.ToString().ToLowerInvariant(), WriteWords.Name(a), a == f.Audience))}</select></div>
            <div><label class="line" for="owner">{WriteWords.Owner}</label><input id="owner" name="owner" value="{f.Owner}" maxlength="100" autocomplete="off"></div>
            <div><label class="line" for="updated">{WriteWords.Verified}</label><input id="updated" name="updated" type="date" value="{form.Day}"></div>
            </div>
            <details{new Html(details ? " open" : "")}><summary>{WriteWords.Details}</summary>
            <div class="pairs">
            <div><label class="line" for="category">{WriteWords.Category}</label><input id="category" name="category" value="{f.Category}" maxlength="100" list="topics" autocomplete="off"><datalist id="topics">{Html.Each(Topics(engine), t => Html.Of($"""<option value="{t}"></option>"""))}</datalist></div>
            <div><label class="line" for="kind">{WriteWords.Kind}</label><select id="kind" name="kind">{Html.Each(Enum.GetValues<ArticleKind>(), k => Option(k.ToString(), WriteWords.Name(k), k == f.Kind))}</select></div>
            <div><label class="line" for="tags">{WriteWords.Tags}</label><input id="tags" name="tags" value="{string.Join(", ", f.Tags)}" maxlength="500" autocomplete="off" aria-describedby="tags-hint"><p class="hint" id="tags-hint">{WriteWords.TagsHint}</p></div>
            <div><label class="line" for="id">{WriteWords.Id}</label><input id="id" name="id" value="{form.Id}" maxlength="200" autocomplete="off"{new Html(isNew ? " aria-describedby=\"id-hint\"" : " readonly")}>{Html.When(isNew, () => Html.Of($"""<p class="hint" id="id-hint">{WriteWords.IdHint}</p>"""))}</div>
            <div><label class="line" for="questions">{WriteWords.Questions}</label><textarea id="questions" name="questions" rows="4" aria-describedby="questions-hint">{string.Join('\n', f.Questions)}</textarea><p class="hint" id="questions-hint">{WriteWords.QuestionsHint}</p></div>
            <div><label class="line" for="aliases">{WriteWords.Aliases}</label><textarea id="aliases" name="aliases" rows="4" aria-describedby="aliases-hint">{string.Join('\n', f.Aliases)}</textarea><p class="hint" id="aliases-hint">{WriteWords.AliasesHint}</p></div>
            </div></details>
            <label class="line" for="body">{WriteWords.Body}</label>
            <textarea id="body" name="body" rows="22" spellcheck="true" aria-describedby="keys" data-over="{Layout.Asset("editor.js")}" data-codemirror="{Layout.Asset("codemirror.js")}">
            {f.Body}</textarea><p class="hint" id="keys">{WriteWords.Keys}</p>
            <p class="bar" data-image data-sending="{WriteWords.ImageSending}" data-sent="{WriteWords.ImageSent}" data-failed="{WriteWords.ImageFailed}"><button type="button" class="quiet">{WriteWords.Image}</button><input type="file" accept="image/png,image/jpeg,image/webp,image/gif" multiple hidden><span class="hint" role="status"></span></p>
            <div class="bar row"><button name="action" value="save"{new Html(f.State == ArticleState.Published ? "" : " class=\"plain\"")}>{WriteWords.Save}</button>{Html.When(f.State != ArticleState.Published, () => Html.Of($"""<button name="action" value="publish">{WriteWords.Publish}</button>"""))}<button name="action" value="show" class="plain" data-show>{WriteWords.Show}</button>
            <span class="hint" data-kept="{WriteWords.Kept}" data-recovered="{WriteWords.Recovered}" data-discard="{WriteWords.Discard}" role="status"></span></div>
            </div>
            <aside class="shown" aria-label="{WriteWords.Preview}">
            <div data-advice="{WriteWords.Duplicates}" data-links="{WriteWords.Links}" aria-live="polite">{Advice(engine, article)}</div>
            <h2 class="label">{WriteWords.Preview}</h2>
            <article class="panel"><p class="shown-title" data-title>{f.Title}</p><div class="prose" data-preview>{(f.Body.Trim().Length == 0 ? Html.Of($"""<p class="empty">{WriteWords.Nothing}</p>""") : new Html(ArticlePages.Html(engine, article).Html))}</div></article>
            </aside>
            </form>
            """);
    }

    private static Html Advice(Engine engine, Article article)
    {
        var duplicates = WriterCheck.Duplicates(engine, article.Id, article.Title);
        var links = WriterCheck.Links(engine, article);
        return Html.Of(
            $"""
            {Html.When(duplicates.Count > 0, () => Html.Of($"""<h2 class="label">{WriteWords.Duplicates}</h2><ul class="advice">{Html.Each(duplicates, d => Html.Of($"""<li><a href="{WritePages.Edit(d.Id)}">{d.Title}</a></li>"""))}</ul>"""))}
            {Html.When(links.Count > 0, () => Html.Of($"""<h2 class="label">{WriteWords.Links}</h2><ul class="advice">{Html.Each(links, l => Html.Of($"<li><code>{l.Target}</code>: {l.Problem}</li>"))}</ul>"""))}
            """);
    }

    private static Html Option(string value, string name, bool selected) => Html.Of($"""<option value="{value}"{new Html(selected ? " selected" : "")}>{name}</option>""");

    private static IEnumerable<string> Topics(Engine engine) =>
        engine.Index.Articles.Values.Select(a => a.Article.Category).Where(c => c.Length > 0).Distinct().Order(StringComparer.Ordinal);
}
