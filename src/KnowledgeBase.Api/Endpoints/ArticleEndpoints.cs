using System.Text;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Articles;
using KnowledgeBase.Intake;
using KnowledgeBase.Retrieval;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Reading and writing articles.</summary>
internal static class ArticleEndpoints
{
    private const int PageSize = 50;

    public static void MapArticles(this RouteGroupBuilder api)
    {
        api.MapGet("/articles", List).For(Role.Reader).WithName("ListArticles").WithTags("Articles").WithSummary("Published public articles by id, 50 a page; pass `cursor` on.");
        api.MapGet("/articles/{**id}", Get).For(Role.Reader).WithName("GetArticle").WithTags("Articles").WithSummary("One article, with its ETag.")
            .Produces<ArticleView>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/articles.zip", (Engine engine, CancellationToken cancel) => Results.File(Export.Zip(engine.Store, cancel), "application/zip", "articles.zip"))
            .For(Role.Writer).WithName("ExportArticles").WithTags("Articles").WithSummary("All articles, drafts and those for agents too, as Markdown with their images: a zip that `import articles` takes.").Produces<Stream>(contentType: "application/zip");
        api.MapPost("/articles", (Engine engine, HttpContext context, ArticleRequest request) => Written(engine, context, request.Id, request.Markdown, ArticleEdits.New))
            .For(Role.Writer).WithName("CreateArticle").WithTags("Articles").WithSummary("A new article.")
            .Produces<ArticleView>(StatusCodes.Status201Created).ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPut("/articles/{**id}", Put).For(Role.Writer).WithName("PutArticle").WithTags("Articles").WithSummary("Replaces an article, and its file; If-Match must name the version it was read at.")
            .Produces<ArticleView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status412PreconditionFailed);
        api.MapDelete("/articles/{**id}", Delete).For(Role.Writer).WithName("DeleteArticle").WithTags("Articles").WithSummary("Takes an article away, and its file; its revisions are kept.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/articles/preview", Preview).For(Role.Writer).ChangesNothing().WithName("PreviewArticle").WithTags("Articles").WithSummary("Markdown as the site would show it.")
            .ProducesValidationProblem();
        api.MapPost("/articles/check", Check).For(Role.Writer).WithName("CheckArticle").WithTags("Articles")
            .WithSummary("Markdown as the site would show it, with links that lead nowhere and articles that may answer the same.").ChangesNothing().ProducesValidationProblem();
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
        if (Caller.Of(context).Role >= Role.Writer && engine.Edits.Open(id) is { } opened)
        {
            context.Response.Headers.ETag = ETag(opened);
            return TypedResults.Ok(ArticleView.Of(opened));
        }

        if (engine.Store.GetArticle(id) is not { } stored || !Retriever.MaySee(Access.ViewerOf(context), stored.Article))
        {
            return NotFound(id);
        }

        context.Response.Headers.ETag = $"\"{stored.Revision}\"";
        return TypedResults.Ok(ArticleView.Of(stored));
    }

    private static IResult Put(Engine engine, HttpContext context, string id, ArticleRequest request) =>
        request.Id != id ? Checks.Fault("id", $"Write the id of the address, '{id}'.")
        : IfMatch(context) is { } version ? Written(engine, context, id, request.Markdown, version)
        : Checks.Fault("If-Match", "Send the ETag you read the article with, so that nobody's change is overwritten.");

    private static IResult Written(Engine engine, HttpContext context, string id, string markdown, string version) => !ArticleFile.IsId(id)
        ? Checks.Fault("id", "Use at most 200 letters, digits and . _ - in segments joined by '/'.")
        : Answer(engine, context, id, engine.Edits.Put(id, markdown, version, "web"), version == ArticleEdits.New);

    private static IResult Delete(Engine engine, HttpContext context, string id) => engine.Edits.Delete(id) switch
    {
        ArticleEdit.Saved => Gone(engine),
        ArticleEdit.Refused refused => TypedResults.Problem(statusCode: StatusCodes.Status409Conflict, title: $"The article stays: {refused.Problem}.", detail: Sentence(refused.Mend)),
        var other => Answer(engine, context, id, other),
    };

    /// <summary>What the API says to a change.</summary>
    public static IResult Answer(Engine engine, HttpContext context, string id, ArticleEdit edit, bool isNew = false)
    {
        switch (edit)
        {
            case ArticleEdit.Refused refused:
                return Checks.Fault("markdown", $"{refused.Problem}{(refused.Line > 0 ? $" (line {refused.Line})" : "")}. {Sentence(refused.Mend)}");
            case ArticleEdit.Conflict { Current: null }:
                return NotFound(id);
            case ArticleEdit.Conflict { Current: var current }:
                context.Response.Headers.ETag = ETag(current);
                return TypedResults.Problem(
                    statusCode: isNew ? StatusCodes.Status409Conflict : StatusCodes.Status412PreconditionFailed,
                    title: isNew ? "There is already an article with this id." : "The article has changed since you read it.",
                    detail: $"It is at revision {current.Stored.Revision}. Bring both versions together and send the result with the ETag of this answer.",
                    extensions: new Dictionary<string, object?> { ["current"] = ArticleView.Of(current) });
            case ArticleEdit.Saved saved:
                engine.CatchUp();
                Auditing.About(context, $"{id} revision {saved.Article.Stored.Revision}");
                context.Response.Headers.ETag = ETag(saved.Article);
                return saved.IsNew ? TypedResults.Created("/api/v1" + Links.Article(id), ArticleView.Of(saved.Article)) : TypedResults.Ok(ArticleView.Of(saved.Article));
            default:
                throw new InvalidOperationException("A change is saved, refused or a conflict.");
        }
    }

    /// <summary>The version a request names, or null.</summary>
    public static string? IfMatch(HttpContext context) => context.Request.Headers.IfMatch.ToString().Trim('"') is { Length: > 0 } version ? version : null;

    /// <summary>The answer that there is no such article.</summary>
    public static ProblemHttpResult NotFound(string id) =>
        TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such article.", detail: $"No article has the id '{(id.Length > 80 ? id[..80] : id)}'.");

    private static NoContent Gone(Engine engine)
    {
        engine.CatchUp();
        return TypedResults.NoContent();
    }

    private static Results<Ok<PreviewView>, ValidationProblem> Preview(Engine engine, PreviewRequest request) => Parse(request) switch
    {
        ArticleFileResult.Parsed parsed => TypedResults.Ok(new PreviewView(parsed.Article.Title, ArticlePages.Html(engine, parsed.Article).Html)),
        ArticleFileResult.Refused refused => Checks.Fault("markdown", $"{refused.Problem}. {refused.Mend}."),
        _ => throw new InvalidOperationException("An article is either parsed or refused."),
    };

    private static Results<Ok<CheckView>, ValidationProblem> Check(Engine engine, PreviewRequest request) => Parse(request) switch
    {
        ArticleFileResult.Parsed parsed => TypedResults.Ok(new CheckView(
            parsed.Article.Title, ArticlePages.Html(engine, parsed.Article).Html, WriterCheck.Links(engine, parsed.Article), WriterCheck.Duplicates(engine, parsed.Article.Id, parsed.Article.Title))),
        ArticleFileResult.Refused refused => Checks.Fault("markdown", $"{refused.Problem}. {refused.Mend}."),
        _ => throw new InvalidOperationException("An article is either parsed or refused."),
    };

    private static ArticleFileResult Parse(PreviewRequest request) =>
        ArticleFile.Parse((request.Id is { } id && ArticleFile.IsId(id) ? id : "preview") + ".md", Encoding.UTF8.GetBytes(request.Markdown));

    private static string ETag(OpenedArticle opened) => $"\"{opened.Version}\"";

    private static string Sentence(string mend) => char.ToUpperInvariant(mend[0]) + mend[1..] + ".";
}

/// <summary>A page of articles; <paramref name="Cursor"/> leads to the next, null on the last.</summary>
public sealed record ArticlePage(IReadOnlyList<ArticleView> Articles, string? Cursor);

/// <summary>Markdown as the site shows it.</summary>
public sealed record PreviewView(string Title, string Html);

/// <summary>What a writer should know of a text.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Html">The text as the site shows it.</param>
/// <param name="Links">Links that lead nowhere.</param>
/// <param name="Duplicates">Articles that may answer the same.</param>
public sealed record CheckView(string Title, string Html, IReadOnlyList<BrokenLink> Links, IReadOnlyList<Duplicate> Duplicates);
