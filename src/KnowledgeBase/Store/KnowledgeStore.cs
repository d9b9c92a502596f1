using System.Data.Common;
using KnowledgeBase.Articles;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Store;

/// <summary>
/// The one place of the truth: articles with every revision, tickets, questions, events and the log of changes.
/// What a method has returned is on disk. Throws <see cref="StoreUnavailableException"/> when the disk fails.
/// </summary>
public sealed partial class KnowledgeStore : IDisposable
{
    private readonly Transactions database;
    private readonly TimeProvider time;
    private readonly ArticleWrites writes;

    private KnowledgeStore(Transactions database, TimeProvider time)
    {
        this.database = database;
        this.time = time;
        Keys = new ApiKeys(database, time);
        ProtectionKeys = new ProtectionKeys(database);
        Sessions = new Sessions(database, time);
        Audit = new AuditLog(database, time);
        writes = new ArticleWrites(time);
    }

    /// <summary>The keys of those who may do more than read.</summary>
    public ApiKeys Keys { get; }

    /// <summary>What cookies and forms are sealed with.</summary>
    public ProtectionKeys ProtectionKeys { get; }

    /// <summary>Who is signed in.</summary>
    public Sessions Sessions { get; }

    /// <summary>Who did what.</summary>
    public AuditLog Audit { get; }

    /// <summary>Opens the store and brings its tables up to date.</summary>
    /// <param name="folder">Data folder of the SQLite file, made when missing.</param>
    /// <param name="time">The clock.</param>
    /// <param name="connectionString">Npgsql connection string of a PostgreSQL database to be used instead; empty for SQLite.</param>
    public static KnowledgeStore Open(string folder, TimeProvider time, string connectionString = "") =>
        new(new Transactions(connectionString.Length == 0 ? new SqliteDatabase(folder) : new PostgresDatabase(connectionString)), time);

    /// <summary>What is wrong with a PostgreSQL connection string, without showing any of it; null when nothing is.</summary>
    public static string? ConnectionFault(string connectionString) => PostgresDatabase.Fault(connectionString);

    /// <summary>Writes an article; the file it came from, if any, stays its own. With <paramref name="expectedRevision"/> (0: must be new) nothing is written when it has changed since.</summary>
    public ArticleWrite PutArticle(Article article, string why, long? expectedRevision = null) =>
        database.Write(c => writes.Put(c, article, why, expectedRevision));

    /// <summary>
    /// Writes articles as their files hold them, all or none; the source is the file in the articles folder, empty for one from elsewhere.
    /// What was changed here since its file was last seen is never overwritten: Unchanged when the file is as it was, Conflict when it changed too.
    /// </summary>
    public IReadOnlyList<ArticleWrite> PutFiles(IReadOnlyList<(Article Article, string Source)> articles, string why) =>
        database.Write(c => articles.Select(a => writes.PutFile(c, a.Article, a.Source, why)).ToList());

    /// <summary>Notes that the file of the article with this id holds <paramref name="contentHash"/>.</summary>
    public void FileSeen(string id, string contentHash) =>
        database.Write(c => c.Command("UPDATE articles SET file_hash = @1 WHERE id = @0 AND deleted = 0", id, contentHash).Run());

    /// <summary>Notes that the article with this id has no file any more.</summary>
    public void FileGone(string id) => database.Write(c => c.Command("UPDATE articles SET source = '', file_hash = '' WHERE id = @0", id).Run());

    /// <summary>Takes an article away; its revisions stay. False when there is none.</summary>
    public bool DeleteArticle(string id) => database.Write(c =>
    {
        long key = c.Command("UPDATE articles SET deleted = 1 WHERE id = @0 AND deleted = 0 RETURNING key", id).Number();
        return key != 0 && Log(c, time, "article", key, deleted: true) > 0;
    });

    /// <summary>The article with this id, or null.</summary>
    public StoredArticle? GetArticle(string id) => OneArticle("id = @0", id);

    /// <summary>The article with this key, or null when it is gone.</summary>
    public StoredArticle? GetArticle(long key) => OneArticle("key = @0", key);

    /// <summary>The article that was known as <paramref name="alias"/>, or null.</summary>
    public StoredArticle? FindByAlias(string alias) =>
        OneArticle(database.Holds("aliases", "@0"), alias);

    /// <summary>All articles, by id.</summary>
    public IReadOnlyList<StoredArticle> Articles() =>
        database.Read(c => c.Command($"SELECT {Rows.ArticleColumns} FROM articles WHERE deleted = 0 ORDER BY id").All(Rows.Article));

    /// <summary>The revisions of an article, oldest first; also of one that was taken away.</summary>
    public IReadOnlyList<ArticleRevision> Revisions(string id) => database.Read(c =>
        c.Command($"SELECT {Rows.RevisionColumns} FROM article_revisions r JOIN articles a ON a.key = r.key WHERE a.id = @0 ORDER BY r.revision", id).All(Rows.Revision));

    /// <summary>One revision of an article, or null.</summary>
    public ArticleRevision? Revision(string id, long revision) => database.Read(c =>
        c.Command($"SELECT {Rows.RevisionColumns} FROM article_revisions r JOIN articles a ON a.key = r.key WHERE a.id = @0 AND r.revision = @1", id, revision)
            .All(Rows.Revision).FirstOrDefault());

    /// <summary>Writes tickets, all or none; a ticket whose id is there replaces it when it differs.</summary>
    public TicketsWrite PutTickets(IReadOnlyList<Ticket> tickets) => database.Write(c =>
    {
        int added = 0, updated = 0, unchanged = 0;
        long last = 0;
        foreach (var ticket in tickets)
        {
            var (outcome, sequence) = Put(c, ticket);
            last = sequence == 0 ? last : sequence;
            added += outcome == WriteOutcome.Created ? 1 : 0;
            updated += outcome == WriteOutcome.Updated ? 1 : 0;
            unchanged += outcome == WriteOutcome.Unchanged ? 1 : 0;
        }

        return new TicketsWrite(added, updated, unchanged, last);
    });

    /// <summary>The ticket with this id, or null.</summary>
    public StoredTicket? GetTicket(string id) =>
        database.Read(c => c.Command($"SELECT {Rows.TicketColumns} FROM tickets WHERE id = @0", id).All(Rows.Ticket).FirstOrDefault());

    /// <summary>The ticket with this key, or null when it is gone.</summary>
    public StoredTicket? GetTicket(long key) =>
        database.Read(c => c.Command($"SELECT {Rows.TicketColumns} FROM tickets WHERE key = @0", key).All(Rows.Ticket).FirstOrDefault());

    /// <summary>All tickets, oldest first.</summary>
    public IReadOnlyList<StoredTicket> Tickets() =>
        database.Read(c => c.Command($"SELECT {Rows.TicketColumns} FROM tickets ORDER BY created, id").All(Rows.Ticket));

    /// <summary>Changes after <paramref name="sequence"/>, oldest first.</summary>
    public IReadOnlyList<Change> Changes(long sequence, int limit = 1000) => database.Read(c =>
        c.Command("SELECT seq, kind, key, deleted FROM changes WHERE seq > @0 ORDER BY seq LIMIT @1", sequence, limit)
            .All(r => new Change(r.GetInt64(0), r.GetString(1), r.GetInt64(2), r.GetInt64(3) != 0)));

    /// <summary>Number of the last change; 0 when there was none.</summary>
    public long LastSequence() => database.Glance(c => c.Command("SELECT COALESCE(MAX(seq), 0) FROM changes").Number());

    /// <summary>Up to <paramref name="limit"/> articles with keys after <paramref name="key"/>, by key: for going through all of them without holding all.</summary>
    public IReadOnlyList<StoredArticle> ArticlesAfter(long key, int limit) =>
        database.Read(c => c.Command($"SELECT {Rows.ArticleColumns} FROM articles WHERE deleted = 0 AND key > @0 ORDER BY key LIMIT @1", key, limit).All(Rows.Article));

    /// <summary>Up to <paramref name="limit"/> tickets with keys after <paramref name="key"/>, by key.</summary>
    public IReadOnlyList<StoredTicket> TicketsAfter(long key, int limit) =>
        database.Read(c => c.Command($"SELECT {Rows.TicketColumns} FROM tickets WHERE key > @0 ORDER BY key LIMIT @1", key, limit).All(Rows.Ticket));

    /// <summary>Those of the articles with these keys that are there.</summary>
    public IReadOnlyList<StoredArticle> Articles(IReadOnlyCollection<long> keys) =>
        keys.Count == 0 ? [] : database.Read(c => c.Command($"SELECT {Rows.ArticleColumns} FROM articles WHERE deleted = 0 AND key IN ({Numbers(keys)})").All(Rows.Article));

    /// <summary>Those of the tickets with these keys that are there.</summary>
    public IReadOnlyList<StoredTicket> Tickets(IReadOnlyCollection<long> keys) =>
        keys.Count == 0 ? [] : database.Read(c => c.Command($"SELECT {Rows.TicketColumns} FROM tickets WHERE key IN ({Numbers(keys)})").All(Rows.Ticket));

    /// <summary>How many articles there are.</summary>
    public int ArticleCount() => (int)database.Glance(c => c.Command("SELECT COUNT(*) FROM articles WHERE deleted = 0").Number());

    /// <summary>The <paramref name="most"/> latest tickets, oldest first.</summary>
    public IReadOnlyList<StoredTicket> LatestTickets(int most) => database.Read(c =>
        c.Command($"SELECT {Rows.TicketColumns} FROM tickets ORDER BY created DESC, id DESC LIMIT @0", most).All(Rows.Ticket).AsEnumerable().Reverse().ToList());

    /// <summary>Ids of all tickets.</summary>
    public IReadOnlyList<string> TicketIds() => database.Read(c => c.Command("SELECT id FROM tickets").All(r => r.GetString(0)));

    /// <summary>When change <paramref name="sequence"/> was made, as text: with its number it tells one store's changes from another's. Empty when there is none.</summary>
    public string MarkOf(long sequence) => database.Glance(c =>
        c.Command("SELECT at FROM changes WHERE seq = @0", sequence).All(r => r.GetString(0)).FirstOrDefault() ?? "");

    /// <summary>Whether there is any ticket.</summary>
    public bool HasTickets() => database.Glance(c => c.Command("SELECT COUNT(*) FROM (SELECT 1 FROM tickets LIMIT 1) some").Number() > 0);

    /// <summary>The right to do <paramref name="what"/>, which one node at a time has; null while another has it.</summary>
    public Lease? TryLease(string what) => database.TryLease(what);

    /// <summary>Returns when another process may have written, at the latest after <paramref name="atMost"/>. For one caller at a time.</summary>
    public Task WaitForWrite(TimeSpan atMost, CancellationToken cancel) => database.WaitForWrite(atMost, time, cancel);

    /// <summary>The database, for what copies it whole.</summary>
    internal Transactions Database => database;

    /// <inheritdoc />
    public void Dispose() => database.Dispose();

    /// <summary>Appends to the log of changes.</summary>
    internal static long Log(DbConnection c, TimeProvider time, string kind, long key, bool deleted) =>
        c.Command("INSERT INTO changes (kind, key, deleted, at) VALUES (@0, @1, @2, @3) RETURNING seq", kind, key, deleted ? 1 : 0, Rows.Text(time.GetUtcNow())).Number();

    private (WriteOutcome Outcome, long Sequence) Put(DbConnection c, Ticket ticket)
    {
        ticket = Rows.Storable(ticket);
        var known = c.Command($"SELECT {Rows.TicketColumns} FROM tickets WHERE id = @0", ticket.Id).All(Rows.Ticket).FirstOrDefault();
        string requester = Requesters.Hash(c, ticket.Requester);
        if (known is not null && Same(known.Ticket, ticket))
        {
            Belongs(c, ticket.Id, requester);
            return (WriteOutcome.Unchanged, 0);
        }

        long key = c.Command(
            """
            INSERT INTO tickets (id, created, channel, subject, text, answer, articles, added_at) VALUES (@0, @1, @2, @3, @4, @5, @6, @7)
            ON CONFLICT (id) DO UPDATE SET created = excluded.created, channel = excluded.channel, subject = excluded.subject, text = excluded.text, answer = excluded.answer, articles = excluded.articles
            RETURNING key
            """,
            ticket.Id, Rows.Text(ticket.Created), ticket.Channel, ticket.Subject, ticket.Text, ticket.Answer, Rows.Json(ticket.Articles), Rows.Text(time.GetUtcNow())).Number();
        Belongs(c, ticket.Id, requester);
        return (known is null ? WriteOutcome.Created : WriteOutcome.Updated, Log(c, time, "ticket", key, deleted: false));
    }

    // A ticket that comes again without its requester keeps the one it had.
    private static void Belongs(DbConnection c, string ticketId, string requester)
    {
        if (requester.Length > 0)
        {
            c.Command("UPDATE tickets SET requester = @1 WHERE id = @0", ticketId, requester).Run();
        }
    }

    private bool Delete(DbConnection c, string ticketId)
    {
        long key = c.Command("DELETE FROM tickets WHERE id = @0 RETURNING key", ticketId).Number();
        return key != 0 && Log(c, time, "ticket", key, deleted: true) > 0;
    }

    private static bool Same(Ticket a, Ticket b) =>
        a.Created == b.Created && a.Channel == b.Channel && a.Subject == b.Subject && a.Text == b.Text && a.Answer == b.Answer && a.Articles.SequenceEqual(b.Articles);

    private StoredArticle? OneArticle(string where, object value) => database.Glance(c =>
        c.Command($"SELECT {Rows.ArticleColumns} FROM articles WHERE deleted = 0 AND {where}", value).All(Rows.Article).FirstOrDefault());
}
