using KnowledgeBase.Store;
using KnowledgeBase.Text;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Paragraphs of articles that agents tell writers about.</summary>
internal static class FlagEndpoints
{
    public const int MaxParagraph = 2000;

    public static void MapFlags(this RouteGroupBuilder api)
    {
        api.MapGet("/flags", (Engine engine, string? articleId) => TypedResults.Ok(engine.Store.Flags(articleId ?? ""))).For(Role.Agent)
            .WithName("ListFlags").WithTags("Flags").WithSummary("Flagged paragraphs that wait for their writer, newest first.");
        api.MapPost("/flags", Post).For(Role.Agent).WithName("FlagParagraph").WithTags("Flags").WithSummary("Tells the writer of an article that a paragraph is wrong or old.")
            .Produces<FlagView>(StatusCodes.Status201Created).ProducesValidationProblem();
        api.MapDelete("/flags/{number:long}", (Engine engine, long number) => engine.Store.CloseFlag(number)
            ? Results.NoContent()
            : Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such open flag.")).For(Role.Agent)
            .WithName("CloseFlag").WithTags("Flags").WithSummary("Puts a flag away when the paragraph is mended.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Post(Engine engine, FlagRequest request)
    {
        if ((Checks.Word("reason", request.Reason, QuestionEndpoints.MaxReason) ?? Checks.Length("paragraph", request.Paragraph, MaxParagraph)) is { } fault)
        {
            return fault;
        }

        if (engine.Store.GetArticle(request.ArticleId) is null)
        {
            return Checks.Fault("articleId", "Name an article that exists.");
        }

        return Results.Created("/api/v1/flags", new FlagView(engine.Store.AddFlag(request.ArticleId, request.Paragraph ?? "", Masking.Mask(request.Reason))));
    }
}

/// <summary>A paragraph to tell its writer about.</summary>
public sealed class FlagRequest
{
    /// <summary>The article.</summary>
    /// <example>install/eacces</example>
    public required string ArticleId { get; init; }

    /// <summary>Text of the paragraph; left out for the whole article.</summary>
    /// <example>Don't add sudo.</example>
    public string? Paragraph { get; init; }

    /// <summary>What is wrong with it.</summary>
    /// <example>The path is another one on Windows.</example>
    public required string Reason { get; init; }
}

/// <summary>A flag that was set.</summary>
/// <param name="Id" example="3">Its number.</param>
public sealed record FlagView(long Id);
