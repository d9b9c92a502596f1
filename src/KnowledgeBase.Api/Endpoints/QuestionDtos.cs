using KnowledgeBase.Store;
using KnowledgeBase.Text;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>A question for the agents.</summary>
public sealed class QuestionRequest
{
    /// <summary>What the person wrote, 1 to 20,000 characters; secrets and personal data are masked.</summary>
    /// <example>npm ERR! code E404 when I run npm publish on @acme/widgets</example>
    public required string Text { get; init; }

    /// <summary>Subject line, if there is one.</summary>
    /// <example>Cannot publish my package</example>
    public string? Subject { get; init; }

    /// <summary>Where it came from: form, email, tweet, community or another word.</summary>
    /// <example>email</example>
    public string? Channel { get; init; }

    /// <summary>Who asked, like an e-mail address or a customer number: kept as a hash only, to erase by; at most 320 characters.</summary>
    /// <example>kim@example.com</example>
    public string? Requester { get; init; }
}

/// <summary>What solved a question.</summary>
public sealed class SolveRequest
{
    /// <summary>Ids of the articles that solved it, the main one first; none when none did.</summary>
    /// <example>["install/eacces"]</example>
    public IReadOnlyList<string>? Articles { get; init; }

    /// <summary>What really helped: the reply that was sent.</summary>
    /// <example>Please install Node.js with a version manager.</example>
    public string? Answer { get; init; }

    /// <summary>The query its suggestions came with.</summary>
    /// <example>019ab1c2d3e4f5061728394a5b6c7d8e</example>
    public string? QueryId { get; init; }
}

/// <summary>Whom a question goes to.</summary>
public sealed class EscalateRequest
{
    /// <summary>The team or person who takes it.</summary>
    /// <example>security</example>
    public required string Queue { get; init; }

    /// <summary>Why, in a sentence.</summary>
    /// <example>Three packages of theirs were published by somebody else.</example>
    public string? Reason { get; init; }
}

/// <summary>A suggestion that is none.</summary>
public sealed class RejectRequest
{
    /// <summary>The article.</summary>
    /// <example>install/eacces</example>
    public required string ArticleId { get; init; }

    /// <summary>wrong, outdated, duplicate, not_for_this_customer or another word.</summary>
    /// <example>outdated</example>
    public required string Reason { get; init; }

    /// <summary>The query the suggestion came with.</summary>
    /// <example>019ab1c2d3e4f5061728394a5b6c7d8e</example>
    public string? QueryId { get; init; }
}

/// <summary>A question for the agents.</summary>
/// <param name="Id" example="12">Its number.</param>
/// <param name="Created" example="2026-03-01T09:30:00Z">When it came.</param>
/// <param name="State" example="open">open, escalated or solved.</param>
/// <param name="Channel" example="email">Where it came from.</param>
/// <param name="Subject" example="Cannot publish my package">Subject line; may be empty.</param>
/// <param name="Text" example="npm ERR! code E404 when I run npm publish on @acme/widgets">What the person wrote, masked.</param>
/// <param name="Said" example="npm ERR! code E404 when I run npm publish on @acme/widgets">The text without quoted history, signature and greeting.</param>
/// <param name="Abusive" example="false">True when its words insult or threaten: show it behind a click.</param>
/// <param name="Queue">Whom it was escalated to.</param>
/// <param name="Reason">Why it was escalated.</param>
/// <param name="TicketId">The resolved ticket it became.</param>
/// <param name="Rejected">The articles agents rejected for it, with the reason.</param>
public sealed record QuestionView(
    long Id, DateTimeOffset Created, string State, string Channel, string Subject, string Text, string Said, bool Abusive,
    string? Queue, string? Reason, string? TicketId, IReadOnlyDictionary<string, string>? Rejected)
{
    /// <summary>The view of a question; <paramref name="rejected"/> is left out of lists.</summary>
    public static QuestionView Of(OpenQuestion q, IReadOnlyDictionary<string, string>? rejected = null) => new(
        q.Id, q.Created, q.State.ToString().ToLowerInvariant(), q.Channel, q.Subject, q.Text, TicketText.Strip(q.Text), Insults.In(q.Subject + "\n" + q.Text),
        Some(q.Queue), Some(q.Reason), Some(q.TicketId), rejected);

    private static string? Some(string text) => text.Length == 0 ? null : text;
}

/// <summary>A page of questions; <paramref name="Before"/> leads to the next, null on the last.</summary>
public sealed record QuestionPage(IReadOnlyList<QuestionView> Questions, long? Before);
