using System.Text.Json.Serialization;

namespace KnowledgeBase.Tickets;

/// <summary>A resolved support ticket: what someone asked, what helped, and the articles that solved it.</summary>
public sealed record Ticket
{
    /// <summary>Stable id from the system it came from, at most 200 characters.</summary>
    public required string Id { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Where it arrived: email, tweet, community or another word; may be empty.</summary>
    public string Channel { get; init; } = "";

    /// <summary>Its subject line; may be empty.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What the person wrote, masked.</summary>
    public required string Text { get; init; }

    /// <summary>What the agent answered, masked; may be empty.</summary>
    public string Answer { get; init; } = "";

    /// <summary>Ids of the articles that solved it, the main one first; empty when none did.</summary>
    public IReadOnlyList<string> Articles { get; init; } = [];

    /// <summary>Who asked, like an e-mail address or a customer number, on the way into the store only: it keeps a keyed hash to erase by, and never gives it out.</summary>
    [JsonIgnore]
    public string Requester { get; init; } = "";
}
