namespace KnowledgeBase.Store;

/// <summary>A paragraph of an article that somebody told its writer about.</summary>
/// <param name="Id">Its number; rises by time.</param>
/// <param name="Created">When.</param>
/// <param name="ArticleId">The article.</param>
/// <param name="Paragraph">The text of the paragraph as it was then.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record Flag(long Id, DateTimeOffset Created, string ArticleId, string Paragraph, string Reason);

// Paragraphs that wait for their writer.
public sealed partial class KnowledgeStore
{
    /// <summary>Tells the writer of an article about a paragraph; returns the flag's number.</summary>
    public long AddFlag(string articleId, string paragraph, string reason) => database.Write(c =>
        c.Command("INSERT INTO flags (created, article_id, paragraph, reason, state) VALUES (@0, @1, @2, @3, 'open') RETURNING id",
            Rows.Text(time.GetUtcNow()), articleId, paragraph, reason).Number());

    /// <summary>The flags that are open, newest first; those of one article when it is named.</summary>
    public IReadOnlyList<Flag> Flags(string articleId = "", int limit = 100) => database.Read(c =>
        c.Command("SELECT id, created, article_id, paragraph, reason FROM flags WHERE state = 'open' AND (@0 = '' OR article_id = @0) ORDER BY id DESC LIMIT @1", articleId, limit)
            .All(r => new Flag(r.GetInt64(0), Rows.Moment(r.GetString(1)), r.GetString(2), r.GetString(3), r.GetString(4))));

    /// <summary>Puts a flag away. False when there is no such open one.</summary>
    public bool CloseFlag(long id) => database.Write(c => c.Command("UPDATE flags SET state = 'closed' WHERE id = @0 AND state = 'open'", id).Run() > 0);
}
