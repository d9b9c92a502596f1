using System.Globalization;
using System.Text;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Articles;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Reading and writing articles.</summary>
internal static class ArticleEndpoints
{
    private const int PageSize = 50;

    public static void MapArticles(this RouteGroupBuilder api)
    {
        api.MapGet("/articles", List).For(Role.Reader).WithName("ListArticles").WithTags("Articles").WithSummary("Published public articles by id, 50 a page; pass `cursor` on.");
        api.MapGet("/articles/{**id}", Get).For(Role.Reader).WithName("GetArticle").WithTags("Articles").WithSummary("One article, with its ETag. Below it: /revisions for its history.")
            .Produces<ArticleView>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/articles", Post).For(Role.Writer).WithName("CreateArticle").WithTags("Articles").WithSummary("A new article.")
            .Produces<ArticleView>(StatusCodes.Status201Created).ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPut("/articles/{**id}", Put).For(Role.Writer).WithName("PutArticle").WithTags("Articles").WithSummary("Replaces an article; If-Match must name the revision it was read at.")
            .Produces<ArticleView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status412PreconditionFailed);
        api.MapDelete("/articles/{**id}", Delete).For(Role.Writer).WithName("DeleteArticle").WithTags("Articles").WithSummary("Takes an article away; its revisions are kept.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/articles/preview", Preview).For(Role.Reader).WithName("PreviewArticle").WithTags("Articles").WithSummary("Markdown as the site would show it.")
            .ProducesValidationProblem();
    }

    private static Ok<ArticlePage> List(Engine engine, string? cursor)
    {
        var page = engine.Store.Articles()
            .Where(a => Retriever.MaySee(Viewer.Public, a.Article) && string.CompareOrdinal(a.Article.Id, cursor ?? "") > 0)
            .OrderBy(a => a.Article.Id, StringComparer.Ordinal).Take(PageSize + 1).ToList();
        string? next = page.Count > PageSize ? page[PageSize - 1].Article.Id : null;
        return TypedResults.Ok(new ArticlePage([.. page.Take(PageSize).Select(ArticleView.Of)], next));
    }

    private static IResult Get(Engine engine, HttpContext context, string id)
    {
        const string history = "/revisions";
        bool revisions = id.EndsWith(history, StringComparison.Ordinal);
        string name = revisions ? id[..^history.Length] : id;
        if (engine.Store.GetArticle(name) is not { } stored || !Retriever.MaySee(Access.ViewerOf(context), stored.Article))
        {
            return NotFound(name);
        }

        if (revisions)
        {
            return TypedResults.Ok(engine.Store.Revisions(name).Select(r => new RevisionView(r.Revision, r.At, r.Why)));
        }

        context.Response.Headers.ETag = ETag(stored);
        return TypedResults.Ok(ArticleView.Of(stored));
    }

    private static IResult Post(Engine engine, HttpContext context, ArticleRequest request) => Write(engine, context, request.Id, request.Markdown, 0);

    private static IResult Put(Engine engine, HttpContext context, string id, ArticleRequest request)
    {
        if (request.Id != id)
        {
            return Checks.Fault("id", $"Write the id of the address, '{id}'.");
        }

        string match = context.Request.Headers.IfMatch.ToString().Trim('"');
        return long.TryParse(match, NumberStyles.None, CultureInfo.InvariantCulture, out long revision)
            ? Write(engine, context, id, request.Markdown, revision)
            : Checks.Fault("If-Match", "Send the ETag you read the article with, so that nobody's change is overwritten.");
    }

    private static IResult Write(Engine engine, HttpContext context, string id, string markdown, long expected)
    {
        if (!ArticleFile.IsId(id))
        {
            return Checks.Fault("id", "Use at most 200 letters, digits and . _ - in segments joined by '/'.");
        }

        switch (ArticleFile.Parse(id + ".md", Encoding.UTF8.GetBytes(markdown)))
        {
            case ArticleFileResult.Refused refused:
                return Checks.Fault("markdown", $"{refused.Problem}{(refused.Line > 0 ? $" (line {refused.Line})" : "")}. {refused.Mend}.");
            case ArticleFileResult.Parsed parsed:
                var written = engine.Store.PutArticle(parsed.Article with { Id = id }, "", "web", expected);
                if (written.Outcome == WriteOutcome.Conflict)
                {
                    return TypedResults.Problem(
                        statusCode: expected == 0 ? StatusCodes.Status409Conflict : StatusCodes.Status412PreconditionFailed,
                        title: expected == 0 ? "There is already an article with this id." : "The article has changed since you read it.",
                        detail: $"It is at revision {written.Article.Revision}. Read it again and bring both versions together.");
                }

                engine.CatchUp();
                Auditing.About(context, $"{id} revision {written.Article.Revision}");
                context.Response.Headers.ETag = ETag(written.Article);
                return written.Outcome == WriteOutcome.Created
                    ? TypedResults.Created("/api/v1" + Links.Article(id), ArticleView.Of(written.Article))
                    : TypedResults.Ok(ArticleView.Of(written.Article));
            default:
                throw new InvalidOperationException("An article is either parsed or refused.");
        }
    }

    private static IResult Delete(Engine engine, string id)
    {
        if (!engine.Store.DeleteArticle(id))
        {
            return NotFound(id);
        }

        engine.CatchUp();
        return TypedResults.NoContent();
    }

    private static Results<Ok<PreviewView>, ValidationProblem> Preview(PreviewRequest request) =>
        ArticleFile.Parse("preview.md", Encoding.UTF8.GetBytes(request.Markdown)) switch
        {
            ArticleFileResult.Parsed parsed => TypedResults.Ok(new PreviewView(parsed.Article.Title, ArticlePages.Html(parsed.Article).Html)),
            ArticleFileResult.Refused refused => Checks.Fault("markdown", $"{refused.Problem}. {refused.Mend}."),
            _ => throw new InvalidOperationException("An article is either parsed or refused."),
        };

    private static ProblemHttpResult NotFound(string id) =>
        TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such article.", detail: $"No article has the id '{(id.Length > 80 ? id[..80] : id)}'.");

    private static string ETag(StoredArticle stored) => $"\"{stored.Revision.ToString(CultureInfo.InvariantCulture)}\"";
}

/// <summary>A page of articles; <paramref name="Cursor"/> leads to the next, null on the last.</summary>
public sealed record ArticlePage(IReadOnlyList<ArticleView> Articles, string? Cursor);

/// <summary>A revision of an article.</summary>
public sealed record RevisionView(long Revision, DateTimeOffset At, string Why);

/// <summary>Markdown as the site shows it.</summary>
public sealed record PreviewView(string Title, string Html);
