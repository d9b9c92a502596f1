using System.Globalization;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Store;

namespace KnowledgeBase.Api.Pages;

/// <summary>The paragraphs that somebody told the writers about.</summary>
internal static class FlagsPage
{
    public static IResult Get(Engine engine, HttpContext context) => Layout.Workplace(WriteWords.Flags, Place.Write, Html.Of(
        $"""<h1 class="hidden">{WriteWords.Flags}</h1>{WritePages.Tabs("/write/flags")}{(engine.Store.Flags() is { Count: > 0 } flags ? List(context, flags, "/write/flags") : Html.Of($"""<p class="empty">{WriteWords.NoFlags}</p>"""))}"""));

    /// <summary>The flags, each with a way to put it away; <paramref name="back"/> is the page to return to.</summary>
    public static Html List(HttpContext context, IReadOnlyList<Flag> flags, string back) => Html.Of(
        $"""
        <ul class="rows flags">{Html.Each(flags, f => Html.Of(
            $"""
            <li><div><a href="{WritePages.Edit(f.ArticleId)}">{f.ArticleId}</a> <small>{f.Created.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}</small><p>{f.Reason}</p><blockquote>{f.Paragraph}</blockquote></div>
            <form action="/write/flags" method="post">{FormToken.Input(context)}<input type="hidden" name="flag" value="{f.Id}"><input type="hidden" name="back" value="{back}"><button class="plain">{WriteWords.Done}</button></form></li>
            """))}</ul>
        """);

    public static async Task<IResult> Close(Engine engine, HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (long.TryParse(form["flag"], NumberStyles.None, CultureInfo.InvariantCulture, out long flag))
        {
            engine.Store.CloseFlag(flag);
        }

        string back = form["back"].ToString();
        return Results.LocalRedirect(back.StartsWith("/write", StringComparison.Ordinal) ? back : "/write/flags");
    }
}
