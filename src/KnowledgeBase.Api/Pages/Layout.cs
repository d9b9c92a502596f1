namespace KnowledgeBase.Api.Pages;

/// <summary>What all pages share.</summary>
internal static class Layout
{
    /// <summary>No script or style but our own files; nothing from anywhere else.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>A whole page around <paramref name="main"/>.</summary>
    public static IResult Page(string title, Html main, string query = "", int status = 200, bool searchInHeader = true)
    {
        var html = Html.Of(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title}</title>
            <link rel="stylesheet" href="/help.css">
            <link rel="icon" href="/icon.svg" type="image/svg+xml">
            <script type="module" src="/help.js"></script>
            </head>
            <body>
            <a class="skip" href="#main">{Words.Skip}</a>
            <header class="top"><div class="wrap">
            <a class="brand" href="/"><span aria-hidden="true">?</span>{Words.Brand}</a>
            {Html.When(searchInHeader, () => SearchBox(query, "small"))}
            </div></header>
            <main id="main" class="wrap">
            {main}
            </main>
            <footer class="wrap"><p>{Words.Footer} <a href="/ask">{Words.AskLink}</a></p></footer>
            </body>
            </html>
            """);
        return Results.Content(html.Value, "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>The search form; with script it suggests while one types.</summary>
    public static Html SearchBox(string query, string size) => Html.Of(
        $"""
        <form class="search {size}" action="/search" role="search" data-search>
        <label for="q" class="{(size == "small" ? "hidden" : "lead")}">{Words.SearchLabel}</label>
        <div class="field"><input id="q" name="q" type="search" value="{query}" maxlength="2000" autocomplete="off" spellcheck="false" placeholder="{Words.SearchHint}"><button>{Words.Search}</button></div>
        </form>
        """);
}
