namespace KnowledgeBase.Store;

/// <summary>A learned model as the store keeps it.</summary>
/// <param name="Id">Its number; a later one replaces it.</param>
/// <param name="Ranking">The ranking model.</param>
/// <param name="Embedding">The embedding; empty for the shipped one.</param>
public sealed record StoredModel(long Id, byte[] Ranking, byte[] Embedding);

// What the leading node has learned, for all nodes and the next start.
public sealed partial class KnowledgeStore
{
    private const int ModelsKept = 3; // some megabytes each

    /// <summary>Keeps a model as the one in use from now on; returns its number.</summary>
    public long AddModel(byte[] ranking, byte[] embedding) => database.Write(c =>
    {
        long id = c.Command("INSERT INTO models (created, ranking, embedding) VALUES (@0, @1, @2) RETURNING id", Rows.Text(time.GetUtcNow()), ranking, embedding).Number();
        c.Command("DELETE FROM models WHERE id <= @0", id - ModelsKept).Run();
        return id;
    });

    /// <summary>The model in use, when it is newer than number <paramref name="after"/>; else null.</summary>
    public StoredModel? NewestModel(long after = 0) => database.Read(c =>
        c.Command("SELECT id, ranking, embedding FROM models WHERE id > @0 ORDER BY id DESC LIMIT 1", after)
            .All(r => new StoredModel(r.GetInt64(0), (byte[])r.GetValue(1), (byte[])r.GetValue(2))).FirstOrDefault());
}
