using System.Data.Common;

namespace KnowledgeBase.Store;

/// <summary>
/// The tables, as numbered migrations that run once each, in order, when the store opens. They are written for SQLite and for both:
/// types are TEXT, INTEGER, REAL and BLOB in capitals, keys INTEGER PRIMARY KEY AUTOINCREMENT, truth 0 or 1, times and lists texts.
/// </summary>
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
        """
        CREATE TABLE api_keys (
          id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, created TEXT NOT NULL, expires TEXT, last_used TEXT);
        CREATE TABLE protection_keys (name TEXT PRIMARY KEY, xml TEXT NOT NULL);
        """,
        """
        ALTER TABLE questions ADD COLUMN channel TEXT NOT NULL DEFAULT 'form';
        ALTER TABLE questions ADD COLUMN subject TEXT NOT NULL DEFAULT '';
        ALTER TABLE questions ADD COLUMN queue TEXT NOT NULL DEFAULT '';
        ALTER TABLE questions ADD COLUMN reason TEXT NOT NULL DEFAULT '';
        ALTER TABLE questions ADD COLUMN ticket_id TEXT NOT NULL DEFAULT '';
        CREATE INDEX questions_by_state ON questions (state, id);
        CREATE TABLE rejections (question_id INTEGER NOT NULL, article_id TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (question_id, article_id));
        CREATE TABLE flags (
          id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, article_id TEXT NOT NULL, paragraph TEXT NOT NULL, reason TEXT NOT NULL, state TEXT NOT NULL);
        """,
        """
        CREATE TABLE sessions (id TEXT PRIMARY KEY, content TEXT NOT NULL, expires TEXT NOT NULL);
        CREATE TABLE audit (
          seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL);
        """,
        """
        ALTER TABLE articles ADD COLUMN file_hash TEXT NOT NULL DEFAULT '';
        UPDATE articles SET file_hash = content_hash WHERE source <> '';
        """,
        """
        CREATE TABLE queries (
          seq INTEGER PRIMARY KEY AUTOINCREMENT, query_id TEXT NOT NULL, at TEXT NOT NULL, surface TEXT NOT NULL, audience TEXT NOT NULL, text TEXT NOT NULL, answer TEXT NOT NULL);
        CREATE INDEX queries_at ON queries (at);
        CREATE INDEX events_at ON events (at);
        CREATE INDEX events_object ON events (action_name, object_id);
        """,
        """
        CREATE TABLE models (id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, ranking BLOB NOT NULL, embedding BLOB NOT NULL);
        """,
        """
        ALTER TABLE models ADD COLUMN about TEXT NOT NULL DEFAULT '{}';
        CREATE TABLE model_choices (
          seq INTEGER PRIMARY KEY AUTOINCREMENT, model INTEGER NOT NULL, pinned INTEGER NOT NULL, last_ticket INTEGER NOT NULL, at TEXT NOT NULL);
        INSERT INTO model_choices (model, pinned, last_ticket, at) SELECT id, 0, 0, created FROM models ORDER BY id DESC LIMIT 1;
        CREATE TABLE lessons (
          id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, learned_from TEXT NOT NULL, change INTEGER NOT NULL, outcome TEXT NOT NULL);
        """,
        """
        CREATE TABLE requester_key (secret TEXT NOT NULL);
        ALTER TABLE tickets ADD COLUMN requester TEXT NOT NULL DEFAULT '';
        ALTER TABLE questions ADD COLUMN requester TEXT NOT NULL DEFAULT '';
        CREATE INDEX tickets_requester ON tickets (requester);
        CREATE INDEX questions_requester ON questions (requester);
        """,
        """
        CREATE TABLE images (id TEXT PRIMARY KEY, type TEXT NOT NULL, content BLOB NOT NULL, created TEXT NOT NULL);
        """,
    ];

    /// <summary>The version this program writes.</summary>
    public static int Current => Migrations.Length;

    /// <summary>Makes the tables in an empty SQLite file.</summary>
    public static void Create(DbConnection sqlite) => Migrate(sqlite, definitions => definitions);

    /// <summary>Brings the database to <see cref="Current"/>, or refuses one written by a newer program. Runs in a writing transaction, so on one node at a time.</summary>
    public static int Migrate(DbConnection connection, Func<string, string> tables)
    {
        connection.Command("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)").Run();
        int version = (int)connection.Command("SELECT COALESCE(MAX(version), 0) FROM schema_version").Number();
        if (version > Current)
        {
            throw new InvalidDataException($"The store was written by a newer version of this program (schema {version}, this one knows {Current}). Run the newer program, or restore a backup.");
        }

        for (int i = version; i < Current; i++)
        {
            connection.Command(tables(Migrations[i])).Run();
            connection.Command("INSERT INTO schema_version (version) VALUES (@0)", i + 1).Run();
        }

        return Current;
    }
}
