using System.Globalization;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Settings;
using KnowledgeBase.Text;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api.Pages;

/// <summary>Where operators look: what is searched and done, what the service is at, keys, changes.</summary>
internal static class AdminPages
{
    private static readonly int[] Spans = [7, 30, 90, 365];
    private const int Fruitless = 15;

    public static void MapAdmin(this RouteGroupBuilder pages)
    {
        pages.MapGet("/admin", Overview).For(Role.Admin).ExcludeFromDescription();
        pages.MapGet("/admin/keys", KeysPage.Get).For(Role.Admin).ExcludeFromDescription();
        pages.MapPost("/admin/keys", KeysPage.Post).For(Role.Admin).WithName("ChangeKeys").ExcludeFromDescription();
        pages.MapPost("/admin/models", ModelsBlock.Post).For(Role.Admin).WithName("ChangeModels").ExcludeFromDescription();
        pages.MapGet("/admin/changes", ChangesPage.Get).For(Role.Admin).ExcludeFromDescription();
    }

    /// <summary>The links between the operators' pages.</summary>
    public static Html Tabs(string current) => Html.Of(
        $"""<nav aria-label="{AdminWords.Sections}"><ul class="tabs">{Tab("/admin", AdminWords.Overview, current)}{Tab("/admin/keys", AdminWords.Keys, current)}{Tab("/admin/changes", AdminWords.Audit, current)}</ul></nav>""");

    private static IResult Overview(Engine engine, HttpContext context, Imports imports, Webhook webhook, IOptions<KnowledgeBaseOptions> options, SearchLog log, TimeProvider time, int days = 30)
    {
        days = Spans.Contains(days) ? days : 30;
        var seen = AnalyticsEndpoints.View(engine, log, time, days);
        return Layout.Workplace(AdminWords.Overview, Place.Admin, Html.Of(
            $"""
            <h1 class="hidden">{AdminWords.Overview}</h1>
            <div class="bar">{Tabs("/admin")}<nav class="push" aria-label="{AdminWords.Span}"><ul class="tabs">{Html.Each(Spans, s => Html.Of($"""<li><a href="/admin?days={s}"{new Html(s == days ? " aria-current=\"true\"" : "")}>{s} {AdminWords.Days}</a></li>"""))}</ul></nav></div>
            {Figures(seen.Totals)}
            <div class="charts">
            {Chart(seen, AdminWords.Searches, AdminWords.Answered, AdminWords.Silent, t => (t.Searches.Answered, t.Searches.Silent))}
            {Chart(seen, AdminWords.Clicked, AdminWords.Searches, null, t => (t.Searches.Clicked, 0))}
            {Chart(seen, AdminWords.Votes, AdminWords.Yes, AdminWords.No, t => (t.Helpful, t.NotHelpful))}
            {Chart(seen, AdminWords.Questions, AdminWords.Solved, AdminWords.Asked, t => (t.Solved, t.Asked))}
            </div>
            <details><summary>{AdminWords.Table}</summary>{Table(seen)}</details>
            <div class="halves"><section><h2>{AdminWords.Fruitless}</h2>{InVain(seen)}</section>
            <section>{Audiences(seen)}<h2>{AdminWords.System}</h2>{SystemState.Of(engine, imports, webhook, context)}{SettingsBlock.Of(options.Value)}</section></div>
            """), ["admin.js"]);
    }

    private static Html Figures(Totals t)
    {
        long votes = t.Helpful + t.NotHelpful, searches = t.Searches.Searches;
        (string Name, string Value)[] figures =
        [
            (AdminWords.Searches, Number(searches)), (AdminWords.Answered, Share(t.Searches.Answered, searches)), (AdminWords.Silent, Share(t.Searches.Silent, searches)),
            (AdminWords.Clicked, Share(t.Searches.Clicked, searches)), (AdminWords.Views, Number(t.Views)), (AdminWords.HelpfulShare, Share(t.Helpful, votes)), (AdminWords.Asked, Number(t.Asked)), (AdminWords.Solved, Number(t.Solved)),
        ];
        return Html.Of($"""<dl class="figures">{Html.Each(figures, f => Html.Of($"<div><dt>{f.Name}</dt><dd>{f.Value}</dd></div>"))}</dl>""");
    }

    private static Html Chart(AnalyticsView seen, string title, string lower, string? upper, Func<Totals, (long Lower, long Upper)> parts) =>
        BarChart.Of(title, lower, upper, [.. seen.Days.Select(d => (d.Day, Parts: parts(d.Totals))).Select(d => new Bar(Short(d.Day), d.Parts.Lower, d.Parts.Upper))]);

    private static Html Table(AnalyticsView seen)
    {
        string[] heads = [AdminWords.Searches, AdminWords.Answered, AdminWords.Silent, AdminWords.Clicked, AdminWords.Views, $"{AdminWords.Votes} {AdminWords.Yes}", $"{AdminWords.Votes} {AdminWords.No}", AdminWords.Asked, AdminWords.Solved];
        return Html.Of(
            $"""
            <div class="scroll" tabindex="0" role="group" aria-label="{AdminWords.Table}"><table class="grid"><thead><tr><th scope="col">{AdminWords.Day}</th>{Html.Each(heads, h => Html.Of($"""<th scope="col" class="number">{h}</th>"""))}</tr></thead>
            <tbody>{Html.Each(seen.Days.Reverse(), d => Html.Of($"""<tr><td>{Short(d.Day)}</td>{Html.Each(Counts(d.Totals), n => Html.Of($"""<td class="number">{Number(n)}</td>"""))}</tr>"""))}</tbody></table></div>
            """);
    }

    private static long[] Counts(Totals t) => [t.Searches.Searches, t.Searches.Answered, t.Searches.Silent, t.Searches.Clicked, t.Views, t.Helpful, t.NotHelpful, t.Asked, t.Solved];

    private static Html InVain(AnalyticsView seen) => seen.Fruitless.Count == 0 ? Html.Of($"""<p class="empty">{AdminWords.Nothing}</p>""") : Html.Of(
        $"""
        <p class="hint">{AdminWords.FruitlessHint}</p>
        <table class="grid vain"><thead><tr><th scope="col">{AdminWords.Search}</th><th scope="col" class="number">{AdminWords.Times}</th><th scope="col">{AdminWords.Last}</th></tr></thead>
        <tbody>{Html.Each(seen.Fruitless.Where(f => !Insults.In(f.Text)).Take(Fruitless), f => Html.Of(
            $"""<tr><td><a href="/write/new?gap={Uri.EscapeDataString(f.Text)}"><bdi>{(f.Text.Length > 120 ? f.Text[..120] + "…" : f.Text)}</bdi></a></td><td class="number">{Number(f.Count)}</td><td>{f.Last.ToString("d MMM", CultureInfo.InvariantCulture)}</td></tr>"""))}</tbody></table>
        <p><a href="/write/gaps">{AdminWords.AllGaps}</a></p>
        """);

    private static Html Audiences(AnalyticsView seen) => Html.Of(
        $"""
        <h2>{AdminWords.Audience}</h2>
        {(seen.Audiences.Count == 0 ? Html.Of($"""<p class="empty">{AdminWords.Nothing}</p>""") : Html.Of(
        $"""<table class="grid"><thead><tr><th scope="col">{AdminWords.AudienceHead}</th><th scope="col" class="number">{AdminWords.Searches}</th><th scope="col" class="number">{AdminWords.Answered}</th><th scope="col" class="number">{AdminWords.Clicked}</th></tr></thead><tbody>{Html.Each(seen.Audiences, a => Html.Of(
            $"""<tr><td>{(a.Audience == "agent" ? AdminWords.Agents : AdminWords.Public)}</td><td class="number">{Number(a.Searches.Searches)}</td><td class="number">{Share(a.Searches.Answered, a.Searches.Searches)}</td><td class="number">{Share(a.Searches.Clicked, a.Searches.Searches)}</td></tr>"""))}</tbody></table>"""))}
        """);

    private static Html Tab(string address, string name, string current) => Html.Of(
        $"""<li><a href="{address}"{new Html(address == current ? " aria-current=\"page\"" : "")}>{name}</a></li>""");

    private static string Share(long part, long whole) => whole == 0 ? "–" : WritePages.Share(part, whole);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Short(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("d MMM", CultureInfo.InvariantCulture);
}
