namespace KnowledgeBase.Store;

/// <summary>Where a question stands.</summary>
public enum QuestionState
{
    /// <summary>Nobody has answered it.</summary>
    Open,

    /// <summary>Handed to somebody who knows more.</summary>
    Escalated,

    /// <summary>Answered; what helped is a resolved ticket.</summary>
    Solved,
}

/// <summary>A question that waits for an agent, or waited: from the form, or pasted.</summary>
/// <param name="Id">Its number; rises by time.</param>
/// <param name="Created">When it came.</param>
/// <param name="Text">What the person wrote, masked.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Channel">Where it came from: form, email, tweet, community or another word.</param>
/// <param name="Subject">Its subject line; may be empty.</param>
/// <param name="Queue">Whom it was escalated to; empty when it was not.</param>
/// <param name="Reason">Why it was escalated; may be empty.</param>
/// <param name="TicketId">The resolved ticket it became; empty until it is solved.</param>
public sealed record OpenQuestion(
    long Id, DateTimeOffset Created, string Text, QuestionState State, string Channel, string Subject, string Queue, string Reason, string TicketId);
