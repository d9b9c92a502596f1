using System.Globalization;

namespace KnowledgeBase.Api.Pages;

/// <summary>Who changed what, newest first.</summary>
internal static class ChangesPage
{
    private const int PageSize = 100;

    public static IResult Get(Engine engine, long? before)
    {
        var entries = engine.Store.Audit.Before(before ?? long.MaxValue, PageSize);
        return Layout.Workplace(AdminWords.Audit, Place.Admin, Html.Of(
            $"""
            <h1 class="hidden">{AdminWords.Audit}</h1>{AdminPages.Tabs("/admin/changes")}
            {(entries.Count == 0 ? Html.Of($"""<p class="empty">{AdminWords.NoAudit}</p>""") : Html.Of(
            $"""
            <div class="scroll" tabindex="0" role="group" aria-label="{AdminWords.Audit}"><table class="grid stacked"><thead><tr><th scope="col">{AdminWords.When}</th><th scope="col">{AdminWords.Who}</th><th scope="col">{AdminWords.What}</th><th scope="col">{AdminWords.Object}</th></tr></thead>
            <tbody>{Html.Each(entries, e => Html.Of($"""<tr><td class="moment">{e.At.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture)}</td><td><bdi>{e.Who}</bdi></td><td class="moment">{Readable(e.Action)}</td><td class="about"><bdi>{e.Object}</bdi></td></tr>"""))}</tbody></table></div>
            {Html.When(entries.Count == PageSize, () => Html.Of($"""<p><a class="button" href="/admin/changes?before={entries[^1].Sequence}">{AdminWords.Older}</a></p>"""))}
            """))}
            """));
    }

    // The names are the API's; people read words.
    private static string Readable(string action) => string.Concat(action.Select((c, i) => i > 0 && char.IsUpper(c) && char.IsLower(action[i - 1]) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
}
