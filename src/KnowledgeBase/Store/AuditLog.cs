namespace KnowledgeBase.Store;

/// <summary>One thing that was done.</summary>
/// <param name="Sequence">Its number; rises by time.</param>
/// <param name="At">When.</param>
/// <param name="Who">The name of a key, of a sign-in, or "this machine".</param>
/// <param name="Action">What, like PutArticle.</param>
/// <param name="Object">To what: an id, or empty.</param>
public sealed record AuditEntry(long Sequence, DateTimeOffset At, string Who, string Action, string Object);

/// <summary>Who did what, only ever added to.</summary>
public sealed class AuditLog
{
    private const int MaxText = 300;

    private readonly Transactions database;
    private readonly TimeProvider time;

    internal AuditLog(Transactions database, TimeProvider time)
    {
        this.database = database;
        this.time = time;
    }

    /// <summary>Adds an entry.</summary>
    public void Add(string who, string action, string what) => database.Write(c =>
        c.Command("INSERT INTO audit (at, who, action, object) VALUES (@0, @1, @2, @3)", Rows.Text(time.GetUtcNow()), Short(who), Short(action), Short(what)).Run());

    /// <summary>Entries with a number below <paramref name="before"/>, newest first.</summary>
    public IReadOnlyList<AuditEntry> Before(long before, int limit) => database.Read(c =>
        c.Command("SELECT seq, at, who, action, object FROM audit WHERE seq < @0 ORDER BY seq DESC LIMIT @1", before, limit)
            .All(r => new AuditEntry(r.GetInt64(0), Rows.Moment(r.GetString(1)), r.GetString(2), r.GetString(3), r.GetString(4))));

    private static string Short(string text) => text.Length <= MaxText ? text : text[..MaxText];
}
