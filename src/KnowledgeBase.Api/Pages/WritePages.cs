using System.Globalization;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Articles;
using KnowledgeBase.Store;

namespace KnowledgeBase.Api.Pages;

/// <summary>Where writers work: where their pages are, and the list of articles.</summary>
internal static class WritePages
{
    public static void MapWriting(this RouteGroupBuilder pages)
    {
        pages.MapGet("/write", List).For(Role.Writer).ExcludeFromDescription();
        pages.MapGet("/write/new", EditorPage.New).For(Role.Writer).ExcludeFromDescription();
        pages.MapGet("/write/gaps", GapsPage.Get).For(Role.Writer).ExcludeFromDescription();
        pages.MapGet("/write/flags", FlagsPage.Get).For(Role.Writer).ExcludeFromDescription();
        pages.MapPost("/write/flags", FlagsPage.Close).For(Role.Writer).WithName("PutFlagAway").ExcludeFromDescription();
        pages.MapGet("/write/edit/{**id}", EditorPage.Get).For(Role.Writer).ExcludeFromDescription();
        pages.MapPost("/write/save", EditorPage.Post).For(Role.Writer).WithName("SaveArticle").ExcludeFromDescription();
        pages.MapGet("/write/history/{**id}", HistoryPage.Get).For(Role.Writer).ExcludeFromDescription();
        pages.MapPost("/write/restore", HistoryPage.Restore).For(Role.Writer).WithName("RestoreArticle").ExcludeFromDescription();
    }

    /// <summary>Where an article is edited.</summary>
    public static string Edit(string id) => "/write/edit/" + Links.Path(id);

    /// <summary>The links between the writers' pages.</summary>
    public static Html Tabs(string current) => Html.Of(
        $"""
        <div class="bar"><nav aria-label="{WriteWords.Sections}"><ul class="tabs">{Tab("/write", WriteWords.Articles, current)}{Tab("/write/gaps", WriteWords.Gaps, current)}{Tab("/write/flags", WriteWords.Flags, current)}</ul></nav>
        <a class="button push" href="/write/new">{WriteWords.New}</a></div>
        """);

    /// <summary>A state as a small mark.</summary>
    public static Html Tag(ArticleState state) => Html.Of(
        $"""<span class="tag{(state switch { ArticleState.Published => " good", ArticleState.Review => " fair", _ => "" })}">{WriteWords.Name(state)}</span>""");

    /// <summary>A day as the pages write it.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private static IResult List(Engine engine, SearchLog log, string? state, string? q)
    {
        log.Flush();
        var uses = engine.Store.ArticleUses();
        var all = engine.Store.Articles();
        var wanted = StateNames.Parse(state ?? "");
        var shown = all.Where(a => (wanted is null || a.Article.State == wanted) && Matches(a, (q ?? "").Trim())).ToList();
        var tabs = Enum.GetValues<ArticleState>().Where(s => all.Any(a => a.Article.State == s)).ToList();
        return Layout.Workplace(WriteWords.Articles, Place.Write, Html.Of(
            $"""
            <h1 class="hidden">{WriteWords.Articles}</h1>
            {Tabs("/write")}
            <div class="bar list-bar">
            <nav aria-label="{WriteWords.States}"><ul class="tabs">{StateTab(null, wanted, all.Count)}{Html.Each(tabs, s => StateTab(s, wanted, all.Count(a => a.Article.State == s)))}</ul></nav>
            <form class="push find" action="/write" role="search"><label class="hidden" for="find">{WriteWords.Find}</label>{Html.When(wanted is not null, () => Html.Of($"""<input type="hidden" name="state" value="{state}">"""))}<input id="find" name="q" type="search" value="{q}" maxlength="200" placeholder="{WriteWords.FindHint}"></form>
            </div>
            {(shown.Count == 0 ? Html.Of($"""<p class="empty">{WriteWords.NoArticles}</p>""") : Table(shown, uses, engine))}
            <p class="hint"><a href="/api/v1/articles.zip">{WriteWords.Zip}</a></p>
            """));
    }

    private static Html Table(IEnumerable<StoredArticle> articles, IReadOnlyDictionary<string, ArticleUse> uses, Engine engine) => Html.Of(
        $"""
        <table class="grid articles stacked"><thead><tr><th scope="col">{WriteWords.Title}</th><th scope="col">{WriteWords.State}</th><th scope="col">{WriteWords.Audience}</th><th scope="col">{WriteWords.Owner}</th><th scope="col" class="number">{WriteWords.Views}</th><th scope="col" class="number">{WriteWords.Helpful}</th><th scope="col" class="number">{WriteWords.Solved}</th><th scope="col">{WriteWords.Verified}</th></tr></thead>
        <tbody>{Html.Each(articles.OrderByDescending(a => a.ChangedAt).ThenBy(a => a.Article.Id, StringComparer.Ordinal), a => Row(a, uses.GetValueOrDefault(a.Article.Id) ?? new ArticleUse(0, 0, 0), engine.Index.SolvedBy(a.Article.Id)))}</tbody></table>
        """);

    private static Html Row(StoredArticle stored, ArticleUse use, int solved)
    {
        var article = stored.Article;
        long votes = use.Helpful + use.NotHelpful;
        return Html.Of(
            $"""
            <tr><th scope="row"><a href="{Edit(article.Id)}"><bdi>{article.Title}</bdi></a><small>{article.Id}{Html.When(stored.Source.Length > 0 && stored.IsAheadOfFile, () => Html.Of($""" · <span class="warn">{WriteWords.InFolder}</span>"""))}</small></th>
            <td data-label="{WriteWords.State}">{Tag(article.State)}</td><td data-label="{WriteWords.Audience}">{WriteWords.Name(article.Audience)}</td><td data-label="{WriteWords.Owner}" class="owner">{(ArticleFields.OwnerOf(article) is { Length: > 0 } owner ? Html.Of($"<bdi>{owner}</bdi>") : Html.Empty)}</td>
            <td data-label="{WriteWords.Views}" class="number">{Number(use.Views)}</td><td data-label="{WriteWords.Helpful}" class="number">{(votes == 0 ? "" : Share(use.Helpful, votes))}</td><td data-label="{WriteWords.Solved}" class="number">{Number(solved)}</td>
            <td data-label="{WriteWords.Verified}">{(article.Updated is { } day ? Day(day) : WriteWords.Never)}</td></tr>
            """);
    }

    /// <summary>A share in percent.</summary>
    public static string Share(long part, long whole) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0}%");

    private static string Number(long value) => value == 0 ? "" : value.ToString("N0", CultureInfo.InvariantCulture);

    private static bool Matches(StoredArticle stored, string q) => q.Length == 0
        || stored.Article.Title.Contains(q, StringComparison.OrdinalIgnoreCase) || stored.Article.Id.Contains(q, StringComparison.OrdinalIgnoreCase)
        || ArticleFields.OwnerOf(stored.Article).Contains(q, StringComparison.OrdinalIgnoreCase);

    private static Html Tab(string address, string name, string current) => Html.Of(
        $"""<li><a href="{address}"{new Html(address == current ? " aria-current=\"page\"" : "")}>{name}</a></li>""");

    private static Html StateTab(ArticleState? state, ArticleState? current, int count) => Html.Of(
        $"""<li><a href="/write{(state is { } s ? "?state=" + StateNames.Of(s) : "")}"{new Html(state == current ? " aria-current=\"true\"" : "")}>{(state is { } named ? WriteWords.Name(named) : WriteWords.All)} <small>{count}</small></a></li>""");
}
