using KnowledgeBase.Answering;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Drafts of replies.</summary>
internal static class ReplyEndpoints
{
    private const int MaxPassages = 20;

    public static void MapReplies(this RouteGroupBuilder api) =>
        api.MapPost("/replies", Draft).For(Role.Agent).ChangesNothing().ChangesNothing().WithName("DraftReply").WithTags("Questions")
            .WithSummary("A reply made of passages, word for word, shaped for its channel. Nothing is kept.")
            .Produces<ReplyView>().ProducesValidationProblem();

    private static IResult Draft(Engine engine, HttpContext context, ReplyRequest request)
    {
        if (request.Passages.Count > MaxPassages)
        {
            return Checks.Fault("passages", $"Send at most {MaxPassages} passages.");
        }

        var (reply, fault) = Replies.Draft(engine, Links.Site(context.Request), ReplyDraft.ShapeOf(request.Channel ?? ""), [.. request.Passages.Select(p => new Chosen(p.ArticleId ?? "", p.Anchor ?? "", p.Text ?? ""))]);
        return reply is null ? Checks.Fault("passages", fault!) : Results.Ok(reply);
    }
}

/// <summary>A reply to draft.</summary>
public sealed class ReplyRequest
{
    /// <summary>Where it is sent: email, tweet, community; e-mail when it is another word.</summary>
    /// <example>email</example>
    public string? Channel { get; init; }

    /// <summary>What it is made of, in order.</summary>
    /// <example>[{"articleId":"install/eacces","anchor":"","text":"Don't add `sudo`."}]</example>
    public required IReadOnlyList<PassageRequest> Passages { get; init; }
}

/// <summary>A passage for a reply.</summary>
public sealed class PassageRequest
{
    /// <summary>The article it stands in; left out for what a colleague once answered.</summary>
    /// <example>install/eacces</example>
    public string? ArticleId { get; init; }

    /// <summary>Heading it stands under.</summary>
    /// <example></example>
    public string? Anchor { get; init; }

    /// <summary>Its Markdown, to the letter as the article has it; left out for the link alone.</summary>
    /// <example>Don't add `sudo`.</example>
    public string? Text { get; init; }
}

/// <summary>A drafted reply.</summary>
/// <param name="Text">All of it.</param>
/// <param name="Length" example="280">Its length in characters.</param>
/// <param name="Pieces">Each passage as it stands in it.</param>
public sealed record ReplyView(string Text, int Length, IReadOnlyList<string> Pieces);
