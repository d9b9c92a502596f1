using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Store;

/// <summary>The SQLite file: opens connections, runs one write at a time, and says in plain words when the disk fails.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly string folder;
    private readonly string connectionString;
    private readonly Lock writing = new();

    public SqliteDatabase(string folder)
    {
        this.folder = folder;
        connectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "knowledgebase.db"), Pooling = true, DefaultTimeout = 30 }.ToString();
        Guard(() =>
        {
            Directory.CreateDirectory(folder);
            using var connection = Open();
            Pragma(connection, "PRAGMA journal_mode=WAL");
            Schema.Migrate(connection);
            return true;
        });
    }

    /// <summary>Runs <paramref name="work"/> in one transaction; it is on disk when this returns, or nothing of it ever happened.</summary>
    public T Write<T>(Func<SqliteConnection, T> work)
    {
        lock (writing)
        {
            return Guard(() =>
            {
                using var connection = Open();
                using var transaction = connection.BeginTransaction(deferred: false);
                var result = work(connection);
                transaction.Commit();
                return result;
            });
        }
    }

    /// <summary>Runs <paramref name="work"/> on one consistent view.</summary>
    public T Read<T>(Func<SqliteConnection, T> work) => Guard(() =>
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        return work(connection);
    });

    public void Dispose()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        Pragma(connection, "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON");
        return connection;
    }

    private static void Pragma(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private T Guard<T>(Func<T> work)
    {
        const int readOnly = 8, ioError = 10, corrupt = 11, full = 13, cannotOpen = 14, notADatabase = 26;
        try
        {
            return work();
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is readOnly or ioError or corrupt or full or cannotOpen or notADatabase)
        {
            string mend = fault.SqliteErrorCode switch
            {
                full => "The disk is full: make room; nothing acknowledged is lost.",
                readOnly or cannotOpen => "It cannot be written: give the service's user write access to it.",
                corrupt or notADatabase => "Its file knowledgebase.db is damaged: restore the last backup.",
                _ => "The disk reports an error: check it, then start again.",
            };
            throw new StoreUnavailableException($"The data folder {folder} is not usable. {mend}", fault);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw new StoreUnavailableException($"The data folder {folder} cannot be made or opened. Name a folder the service's user can write (KnowledgeBase:DataPath).", fault);
        }
    }
}
