using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeBase.Articles;
using KnowledgeBase.Intake;
using KnowledgeBase.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>The life of an article: its states, its revisions, what changed between two, and the way back.</summary>
internal static partial class RevisionEndpoints
{
    public static void MapRevisions(this RouteGroupBuilder api)
    {
        api.MapPost("/articles/{id}/publish", Publish).For(Role.Writer).WithName("PublishArticle").WithTags("Articles")
            .WithSummary("Moves an article to a state: published, or the one in the body. If-Match is heeded when sent.")
            .Produces<ArticleView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapGet("/articles/{id}/revisions", List).For(Role.Writer).WithName("ListRevisions").WithTags("Articles").WithSummary("The history of an article, oldest first.")
            .Produces<IReadOnlyList<RevisionView>>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapGet("/articles/{id}/revisions/{revision:long}", One).For(Role.Writer).WithName("GetRevision").WithTags("Articles").WithSummary("One revision of an article.")
            .Produces<RevisionView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapPost("/articles/{id}/revisions/{revision:long}/restore", Restore).For(Role.Writer).WithName("RestoreRevision").WithTags("Articles")
            .WithSummary("Writes an earlier revision again, as a new one. If-Match is heeded when sent.")
            .Produces<ArticleView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapGet("/articles/{id}/diff", Diff).For(Role.Writer).WithName("DiffRevisions").WithTags("Articles").WithSummary("What changed between two revisions, line by line.")
            .Produces<DiffView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status403Forbidden);
    }

    /// <summary>An id has slashes, a parameter in the middle of a route may not: they are folded into it before routing.</summary>
    public static Task FoldId(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Value is { } path && BelowArticle().Match(path) is { Success: true } match && match.Groups[2].Value.Contains('/', StringComparison.Ordinal))
        {
            context.Request.Path = match.Groups[1].Value + match.Groups[2].Value.Replace("/", "%2F", StringComparison.Ordinal) + match.Groups[3].Value;
        }

        return next(context);
    }

    // The body is read here: declared, a request without one would be taken for one to the fallback.
    private static async Task<IResult> Publish(Engine engine, HttpContext context, string id)
    {
        id = Unfold(id);
        PublishRequest? request = null;
        try
        {
            request = context.Request.HasJsonContentType() ? await context.Request.ReadFromJsonAsync<PublishRequest>(context.RequestAborted) : null;
        }
        catch (JsonException fault)
        {
            throw new BadHttpRequestException("The body is not JSON.", fault);
        }

        return StateNames.Parse(request?.State ?? "published") is { } state
            ? ArticleEndpoints.Answer(engine, context, id, engine.Edits.Move(id, state, ArticleEndpoints.IfMatch(context)))
            : Checks.Fault("state", "Write draft, inReview, published or archived.");
    }

    private static IResult List(Engine engine, string id) =>
        engine.Store.Revisions(Unfold(id)) is { Count: > 0 } revisions ? TypedResults.Ok(revisions.Select(r => RevisionView.Of(Unfold(id), r, whole: false)).ToList()) : ArticleEndpoints.NotFound(Unfold(id));

    private static IResult One(Engine engine, string id, long revision) =>
        engine.Store.Revision(Unfold(id), revision) is { } found ? TypedResults.Ok(RevisionView.Of(Unfold(id), found, whole: true)) : NoRevision(revision);

    private static IResult Restore(Engine engine, HttpContext context, string id, long revision)
    {
        id = Unfold(id);
        return engine.Store.Revision(id, revision) is { } found
            ? ArticleEndpoints.Answer(engine, context, id, engine.Edits.Restore(id, found, ArticleEndpoints.IfMatch(context)))
            : NoRevision(revision);
    }

    private static IResult Diff(Engine engine, string id, long from, long? to)
    {
        var revisions = engine.Store.Revisions(Unfold(id));
        if (revisions.Count == 0)
        {
            return ArticleEndpoints.NotFound(Unfold(id));
        }

        long until = to ?? revisions[^1].Revision;
        var (older, newer) = (revisions.FirstOrDefault(r => r.Revision == from), revisions.FirstOrDefault(r => r.Revision == until));
        return older is null || newer is null
            ? NoRevision(older is null ? from : until)
            : TypedResults.Ok(new DiffView(from, until, [.. TextDiff.Lines(ArticleText.Readable(older), ArticleText.Readable(newer)).Select(l => new DiffLineView(l.Kind.ToString().ToLowerInvariant(), l.Text))]));
    }

    private static ProblemHttpResult NoRevision(long revision) => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: $"There is no revision {revision} of such an article.");

    private static string Unfold(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^(/api/v1/articles/)(.+)(/(?:publish|diff|revisions(?:/[0-9]+(?:/restore)?)?))$")]
    private static partial Regex BelowArticle();
}

/// <summary>A revision of an article; <paramref name="Text"/>, front matter first, only when one is asked for.</summary>
public sealed record RevisionView(long Revision, DateTimeOffset At, string Why, string Title, string State, string? Text)
{
    /// <summary>The view of a revision.</summary>
    public static RevisionView Of(string id, ArticleRevision r, bool whole) =>
        new(r.Revision, r.At, r.Why, r.Title, StateNames.Of(r.State), whole ? ArticleText.Of(id, r, id + ".md") ?? ArticleText.Readable(r) : null);
}

/// <summary>What changed from one revision to another.</summary>
public sealed record DiffView(long From, long To, IReadOnlyList<DiffLineView> Lines);

/// <summary>A line that is the same, was added or was removed.</summary>
public sealed record DiffLineView(string Kind, string Text);
