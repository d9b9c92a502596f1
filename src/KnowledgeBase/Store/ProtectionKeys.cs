namespace KnowledgeBase.Store;

/// <summary>The keys that seal cookies and forms, kept so that they outlive a restart and are the same on every node.</summary>
public sealed class ProtectionKeys
{
    private readonly Transactions database;

    internal ProtectionKeys(Transactions database) => this.database = database;

    /// <summary>All of them, as XML.</summary>
    public IReadOnlyList<string> All() => database.Read(c => c.Command("SELECT xml FROM protection_keys ORDER BY name").All(r => r.GetString(0)));

    /// <summary>Keeps one more.</summary>
    public void Add(string name, string xml) => database.Write(c =>
        c.Command("INSERT INTO protection_keys (name, xml) VALUES (@0, @1) ON CONFLICT (name) DO NOTHING", name, xml).Run());
}
