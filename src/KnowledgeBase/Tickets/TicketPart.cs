namespace KnowledgeBase.Tickets;

/// <summary>A run of lines of a message.</summary>
/// <param name="Text">Its lines.</param>
/// <param name="IsSaid">True for what the person wrote now; false for quoted history and signature.</param>
public sealed record TicketPart(string Text, bool IsSaid);
