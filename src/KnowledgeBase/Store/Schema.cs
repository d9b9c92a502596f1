using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Store;

/// <summary>The tables, as numbered migrations that run once each, in order, when the store opens.</summary>
internal static class Schema
{
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE articles (
          key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, title TEXT NOT NULL, category TEXT NOT NULL,
          tags TEXT NOT NULL, audience TEXT NOT NULL, state TEXT NOT NULL, kind TEXT NOT NULL, updated TEXT, aliases TEXT NOT NULL, questions TEXT NOT NULL, version TEXT NOT NULL,
          front_matter TEXT NOT NULL, body TEXT NOT NULL, source TEXT NOT NULL, content_hash TEXT NOT NULL, changed_at TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE article_revisions (
          key INTEGER NOT NULL, revision INTEGER NOT NULL, title TEXT NOT NULL, state TEXT NOT NULL, audience TEXT NOT NULL,
          front_matter TEXT NOT NULL, body TEXT NOT NULL, content_hash TEXT NOT NULL, changed_at TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (key, revision));
        CREATE TABLE tickets (
          key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, created TEXT NOT NULL, channel TEXT NOT NULL, subject TEXT NOT NULL,
          text TEXT NOT NULL, answer TEXT NOT NULL, articles TEXT NOT NULL, added_at TEXT NOT NULL);
        CREATE TABLE questions (id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL);
        CREATE TABLE events (
          seq INTEGER PRIMARY KEY AUTOINCREMENT, query_id TEXT NOT NULL, action_name TEXT NOT NULL, at TEXT NOT NULL,
          object_id TEXT NOT NULL, position INTEGER, message TEXT NOT NULL);
        CREATE TABLE changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, key INTEGER NOT NULL, deleted INTEGER NOT NULL, at TEXT NOT NULL);
        """,
    ];

    /// <summary>The version this program writes.</summary>
    public static int Current => Migrations.Length;

    /// <summary>Brings the database to <see cref="Current"/>, or refuses one written by a newer program.</summary>
    public static void Migrate(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        Execute(connection, "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
        using var read = connection.CreateCommand();
        read.CommandText = "SELECT COALESCE(MAX(version), 0) FROM schema_version";
        int version = Convert.ToInt32(read.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        if (version > Current)
        {
            throw new InvalidDataException($"The store was written by a newer version of this program (schema {version}, this one knows {Current}). Run the newer program, or restore a backup.");
        }

        for (int i = version; i < Current; i++)
        {
            Execute(connection, Migrations[i]);
            Execute(connection, $"INSERT INTO schema_version (version) VALUES ({i + 1})");
        }

        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
