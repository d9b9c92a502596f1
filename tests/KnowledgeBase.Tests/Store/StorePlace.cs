using System.Data.Common;
using KnowledgeBase.Store;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace KnowledgeBase.Tests.Store;

/// <summary>Where a test has a store of its own: a folder, or a database of the PostgreSQL server that KB_POSTGRES names.</summary>
public abstract class StorePlace : IDisposable
{
    /// <summary>Settings for the executable.</summary>
    public abstract string[] Settings { get; }

    public abstract KnowledgeStore Open(TimeProvider time);

    /// <summary>An empty one of the same kind.</summary>
    public abstract StorePlace Another();

    /// <summary>Runs a statement past the store.</summary>
    public void Run(string sql)
    {
        using var connection = Connect();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The files of the data folder.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFiles(Settings[0].Split('=')[1], "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "in-use"); // a lock, and empty

    /// <summary>Every row of every table as text.</summary>
    public IReadOnlyList<string> Dump()
    {
        using var connection = Connect();
        connection.Open();
        return [.. Rows(connection, TablesQuery).SelectMany(table => Rows(connection, $"SELECT * FROM {table}"))];
    }

    public abstract void Dispose();

    protected abstract string TablesQuery { get; }

    protected abstract DbConnection Connect();

    private static List<string> Rows(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? System.Text.Encoding.Latin1.GetString(bytes) : reader.GetValue(i))));
        }

        return rows;
    }

    public sealed class Sqlite : StorePlace
    {
        private readonly TempFolder folder = new();

        public override string[] Settings => [$"--KnowledgeBase:DataPath={folder.Path}"];

        protected override string TablesQuery => "SELECT name FROM sqlite_master WHERE type = 'table'";

        public override KnowledgeStore Open(TimeProvider time) => KnowledgeStore.Open(folder.Path, time);

        public override StorePlace Another() => new Sqlite();

        public override void Dispose() => folder.Dispose();

        protected override DbConnection Connect() => new SqliteConnection($"Data Source={Path.Combine(folder.Path, "knowledgebase.db")};Pooling=False");
    }

    public sealed class Postgres : StorePlace
    {
        private readonly TempFolder folder = new();
        private readonly string server;
        private readonly string name = "kb_test_" + Guid.NewGuid().ToString("N");

        public Postgres()
        {
            server = Environment.GetEnvironmentVariable("KB_POSTGRES") ?? "";
            Requires.That(server.Length > 0, "KB_POSTGRES names no PostgreSQL server (a connection string whose user may create databases)");
            OnServer($"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0");
        }

        public string ConnectionString => new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();

        protected override string TablesQuery => "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()";

        public override string[] Settings => [$"--KnowledgeBase:DataPath={folder.Path}", $"--KnowledgeBase:Database={ConnectionString}"];

        public override KnowledgeStore Open(TimeProvider time) => KnowledgeStore.Open(folder.Path, time, ConnectionString);

        public override StorePlace Another() => new Postgres();

        public override void Dispose()
        {
            OnServer($"DROP DATABASE {name} WITH (FORCE)");
            folder.Dispose();
        }

        protected override DbConnection Connect() => new NpgsqlConnection(ConnectionString + ";Pooling=False");

        private void OnServer(string sql)
        {
            using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false }.ToString());
            connection.Open();
            using var command = new NpgsqlCommand(sql, connection);
            command.ExecuteNonQuery();
        }
    }
}
