using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace KnowledgeBase.Api.Pages;

/// <summary>What all pages share.</summary>
internal static class Layout
{
    /// <summary>No script or style but our own files; nothing from anywhere else but images of <paramref name="imageSites"/>.</summary>
    public static string ContentSecurityPolicy(IEnumerable<string> imageSites) =>
        $"default-src 'self'; script-src 'self'; style-src 'self'; img-src {string.Join(' ', imageSites.Prepend("'self' data:"))}; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>The same for Swagger's page, which writes styles and script into itself.</summary>
    public const string SwaggerContentSecurityPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly ConcurrentDictionary<string, string> Assets = new();

    /// <summary>A whole page around <paramref name="main"/>; <paramref name="query"/> goes along to the search box and to the question form.</summary>
    public static IResult Page(string title, Html main, string query = "", int status = 200, bool searchInHeader = true) => Document(
        title, "", [], ["help.js"], status,
        Html.Of(
            $"""
            <header class="top"><div class="wrap">
            {Brand}
            {(searchInHeader ? SearchBox(query, large: false) : Html.Of($"""<a class="all" href="/articles">{Words.AllTopics}</a>"""))}
            </div></header>
            <main id="main" class="wrap" data-copy="{Words.Copy}" data-copied="{Words.Copied}">
            {main}
            </main>
            <footer><div class="wrap"><p>{Words.Footer} <a href="{AskLink(query)}">{Words.AskLink}</a></p><p><a href="/articles">{Words.AllTopics}</a></p></div></footer>
            """));

    /// <summary>A page of the team around <paramref name="main"/>: wide, the places on top; <paramref name="scripts"/> are its modules in wwwroot.</summary>
    public static IResult Workplace(string title, Place place, Html main, IReadOnlyList<string>? scripts = null, int status = 200) => Document(
        $"{title} · {Words.Brand}", "work", ["work.css"], scripts ?? [], status,
        Html.Of(
            $"""
            <header class="top"><div class="wrap">
            {Brand}
            <nav class="places" aria-label="{WorkWords.Places}">{Html.Each(Enum.GetValues<Place>(), p => Html.Of(
                $"""<a href="{WorkWords.Address(p)}"{new Html(p == place ? " aria-current=\"true\"" : "")}>{WorkWords.Name(p)}</a>"""))}</nav>
            <a class="push account" href="/signin">{WorkWords.Account}</a>
            </div></header>
            <main id="main" class="wrap">
            {main}
            </main>
            """));

    /// <summary>The search form; with script it suggests while one types.</summary>
    public static Html SearchBox(string query, bool large) => Html.Of(
        $"""
        <form class="search {(large ? "large" : "small")}" action="/search" role="search" data-search data-list="{Words.Suggestions}" data-all="{Words.AllResults}" data-none="{Words.NoneYet}" data-none-hint="{Words.NoneYetHint}">
        <label for="q" class="hidden">{Words.SearchLabel}</label>
        <div class="field"><input id="q" name="q" type="search" value="{query}" maxlength="2000" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" aria-keyshortcuts="/" placeholder="{(large ? Words.SearchHint : Words.SearchHintShort)}"><button{new Html(large ? "" : " class=\"plain\"")}><svg aria-hidden="true" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round"><circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/></svg><span>{Words.Search}</span></button></div>
        </form>
        """);

    /// <summary>Where a question is asked; <paramref name="question"/> goes along, as much of it as fits an address.</summary>
    public static string AskLink(string question) =>
        question.Length == 0 ? "/ask" : "/ask?q=" + Uri.EscapeDataString(question.Length > 1500 ? question[..1500] : question);

    /// <summary>The address of a file in wwwroot; it carries the content, so that a browser may keep the file for good and never shows an old one.</summary>
    public static string Asset(string file) => Assets.GetOrAdd(file, static name =>
    {
        byte[] hash = SHA256.HashData(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "wwwroot", name)));
        return $"/{name}?v={Convert.ToHexStringLower(hash)[..12]}";
    });

    private static Html Brand => Html.Of($"""<a class="brand" href="/"><span aria-hidden="true">?</span><b>{Words.Brand}</b></a>""");

    private static IResult Document(string title, string name, IReadOnlyList<string> styles, IReadOnlyList<string> scripts, int status, Html body) => Results.Content(
        Html.Of(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="description" content="{Words.Description}">
            <title>{title}</title>
            <link rel="expect" href="#end" blocking="render">
            {Html.Each(styles.Prepend("help.css"), s => Html.Of($"""<link rel="stylesheet" href="{Asset(s)}">"""))}
            <link rel="icon" href="{Asset("icon.svg")}" type="image/svg+xml">
            {Html.Each(scripts, s => Html.Of($"""<script type="module" src="{Asset(s)}"></script>"""))}
            </head>
            <body{new Html(name.Length == 0 ? "" : $" class=\"{name}\"")}>
            <a class="skip" href="#main">{Words.Skip}</a>
            {body}
            <div id="end"></div>
            </body>
            </html>
            """).Value,
        "text/html; charset=utf-8", statusCode: status);
}
