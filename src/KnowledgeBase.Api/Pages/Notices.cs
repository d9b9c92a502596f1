using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Api.Pages;

/// <summary>What is broken now and what is known not to work, for the top of a page; gone as soon as its article is no longer published.</summary>
internal static class Notices
{
    public static Html Of(Engine engine) => Html.Each(
        engine.Index.Articles.Values.Select(a => a.Article).Where(a => a.Kind != ArticleKind.Help && Retriever.MaySee(Viewer.Public, a)).OrderBy(a => a.Kind).ThenBy(a => a.Id, StringComparer.Ordinal),
        a => Html.Of($"""<p class="notice {(a.Kind == ArticleKind.Incident ? "incident" : "issue")}" role="note"><b>{Word(a.Kind)}</b> <a href="{Links.Article(a.Id)}">{a.Title}</a></p>"""));

    /// <summary>The word for a kind; empty for lasting help.</summary>
    public static string Word(ArticleKind kind) => kind switch { ArticleKind.Incident => Words.Incident, ArticleKind.KnownIssue => Words.KnownIssue, _ => "" };
}
