namespace KnowledgeBase.Store;

/// <summary>Who is signed in, kept here so that signing out ends it whatever copies of a cookie there are.</summary>
public sealed class Sessions
{
    private readonly Transactions database;
    private readonly TimeProvider time;

    internal Sessions(Transactions database, TimeProvider time)
    {
        this.database = database;
        this.time = time;
    }

    /// <summary>Keeps a session until <paramref name="expires"/>; forgets those that have ended.</summary>
    public void Put(string id, string content, DateTimeOffset expires) => database.Write(c =>
    {
        c.Command("DELETE FROM sessions WHERE expires <= @0", Rows.Text(time.GetUtcNow())).Run();
        return c.Command(
            "INSERT INTO sessions (id, content, expires) VALUES (@0, @1, @2) ON CONFLICT (id) DO UPDATE SET content = excluded.content, expires = excluded.expires",
            id, content, Rows.Text(expires)).Run();
    });

    /// <summary>What was kept, or null when it has ended.</summary>
    public string? Get(string id) => database.Read(c =>
        c.Command("SELECT content FROM sessions WHERE id = @0 AND expires > @1", id, Rows.Text(time.GetUtcNow())).All(r => r.GetString(0)).FirstOrDefault());

    /// <summary>Ends a session.</summary>
    public void Remove(string id) => database.Write(c => c.Command("DELETE FROM sessions WHERE id = @0", id).Run());
}
