using KnowledgeBase.Store;

namespace KnowledgeBase.Benchmarks.Torture;

/// <summary>A store for the service, and how to look into it past the service.</summary>
/// <param name="Engine">SQLite or PostgreSQL.</param>
/// <param name="Folder">Data folder; another node on PostgreSQL has its own.</param>
/// <param name="ConnectionString">Of PostgreSQL; empty for SQLite.</param>
internal sealed record TortureStore(string Engine, string Folder, string ConnectionString) : IDisposable
{
    private readonly List<string> more = [];

    /// <summary>What the service is started with.</summary>
    public string[] Settings => SettingsIn(Folder);

    public static TortureStore Sqlite() => new("SQLite", NewFolder(), "");

    public static TortureStore Postgres(string connectionString) => new("PostgreSQL", NewFolder(), connectionString);

    /// <summary>Settings of one more node, with an empty data folder.</summary>
    public string[] AnotherNode()
    {
        more.Add(NewFolder());
        return SettingsIn(more[^1]);
    }

    public KnowledgeStore Open() => KnowledgeStore.Open(Folder, TimeProvider.System, ConnectionString);

    public void Dispose()
    {
        foreach (string folder in more.Append(Folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("kb-torture-").FullName;

    private string[] SettingsIn(string folder) => [$"--KnowledgeBase:DataPath={folder}", $"--KnowledgeBase:Database={ConnectionString}"];
}
