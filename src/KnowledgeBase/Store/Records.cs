using KnowledgeBase.Articles;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Store;

/// <summary>An article as the store holds it.</summary>
/// <param name="Key">The store's number for it; never used again.</param>
/// <param name="Article">The article.</param>
/// <param name="Revision">Number of this revision, from 1.</param>
/// <param name="Source">File it was read from, relative to the articles folder; empty when written elsewhere.</param>
/// <param name="ContentHash">SHA-256 of front matter and body, in hex.</param>
/// <param name="ChangedAt">When this revision was written.</param>
/// <param name="FileHash">Content hash of its file when that was last seen; empty when it came from none.</param>
public sealed record StoredArticle(long Key, Article Article, long Revision, string Source, string ContentHash, DateTimeOffset ChangedAt, string FileHash)
{
    /// <summary>True when it was changed here and its file does not hold the change.</summary>
    public bool IsAheadOfFile => FileHash != ContentHash;
}

/// <summary>One revision of an article.</summary>
/// <param name="Revision">Its number, from 1.</param>
/// <param name="At">When it was written.</param>
/// <param name="Why">What wrote it: the articles folder, an import, the web.</param>
/// <param name="Title">The title it had.</param>
/// <param name="State">The state it had.</param>
/// <param name="FrontMatter">Its front matter without fences.</param>
/// <param name="Body">Its Markdown below the front matter.</param>
/// <param name="ContentHash">SHA-256 of its content, in hex.</param>
public sealed record ArticleRevision(long Revision, DateTimeOffset At, string Why, string Title, ArticleState State, string FrontMatter, string Body, string ContentHash);

/// <summary>A resolved ticket as the store holds it.</summary>
public sealed record StoredTicket(long Key, Ticket Ticket);

/// <summary>What a write did.</summary>
public enum WriteOutcome
{
    /// <summary>It was new.</summary>
    Created,

    /// <summary>It replaced an older revision, which is kept.</summary>
    Updated,

    /// <summary>Nothing differed, nothing was written.</summary>
    Unchanged,

    /// <summary>It has changed since the writer read it; nothing was written.</summary>
    Conflict,
}

/// <summary>Answer to a write of an article.</summary>
/// <param name="Outcome">What it did.</param>
/// <param name="Article">The article as it now stands.</param>
/// <param name="Sequence">Number of the change, or 0.</param>
public sealed record ArticleWrite(WriteOutcome Outcome, StoredArticle Article, long Sequence);

/// <summary>Answer to a write of tickets, as counts.</summary>
public sealed record TicketsWrite(int Added, int Updated, int Unchanged, long Sequence);

/// <summary>One entry of the change log.</summary>
/// <param name="Sequence">Its number; rises by time.</param>
/// <param name="Kind">"article" or "ticket".</param>
/// <param name="Key">Key of what changed.</param>
/// <param name="IsDelete">True when it is gone.</param>
public sealed record Change(long Sequence, string Kind, long Key, bool IsDelete);

/// <summary>Something a person did with results; fields follow User Behavior Insights 1.3.</summary>
public sealed record SearchEvent(string QueryId, string Action, DateTimeOffset At, string ObjectId, int? Position, string Message);

/// <summary>The store cannot be written or read now: a full disk, a read-only folder, a damaged file.</summary>
public sealed class StoreUnavailableException(string message, Exception inner) : Exception(message, inner);
