using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Store;

/// <summary>The SQLite file in the data folder.</summary>
internal sealed class SqliteDatabase(string folder) : IDatabase
{
    private readonly string connectionString =
        new SqliteConnectionStringBuilder { DataSource = FileIn(folder), Pooling = true, DefaultTimeout = 30 }.ToString();

    // Pooled connections whose settings are made; they last as long as the connection.
    private readonly ConditionalWeakTable<object, object> settled = [];

    public string File => FileIn(folder);

    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw new StoreUnavailableException($"The data folder {folder} cannot be made or opened. Name a folder the service's user can write (KnowledgeBase:DataPath).", fault);
        }

        using var connection = Connect();
        connection.Command("PRAGMA journal_mode=WAL").Run();
    }

    public DbConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        if (!settled.TryGetValue(connection.Handle!, out _))
        {
            connection.Command("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON").Run();
            settled.AddOrUpdate(connection.Handle!, this);
        }

        return connection;
    }

    public DbTransaction BeginWrite(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: false);

    public DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public string Tables(string definitions) => definitions;

    public string Holds(string column, string value) => $"EXISTS (SELECT 1 FROM json_each({column}) WHERE value = {value})";

    // AUTOINCREMENT has seen the numbers itself.
    public void ContinueKeys(DbConnection connection)
    {
    }

    // The file is overwritten at each delete (secure_delete); the log beside it still holds what it was.
    public void Scrub(DbConnection connection) => connection.Command("PRAGMA wal_checkpoint(TRUNCATE)").All(r => r.GetInt64(0));

    // A data folder has one service.
    public Lease? TryLease(string name) => new(null);

    public Task WaitForWrite(TimeSpan atMost, TimeProvider time, CancellationToken cancel) => Task.Delay(atMost, time, cancel);

    public string? Explain(Exception fault)
    {
        const int busy = 5, readOnly = 8, ioError = 10, corrupt = 11, full = 13, cannotOpen = 14, notADatabase = 26;
        return fault switch
        {
            SqliteException { SqliteErrorCode: full } => Unusable("The disk is full: make room; nothing acknowledged is lost."),
            SqliteException { SqliteErrorCode: readOnly or cannotOpen } => Unusable("It cannot be written: give the service's user write access to it."),
            SqliteException { SqliteErrorCode: corrupt or notADatabase } => Unusable("Its file knowledgebase.db is damaged: restore the last backup."),
            SqliteException { SqliteErrorCode: ioError } => Unusable("The disk reports an error: check it, then start again."),
            SqliteException { SqliteErrorCode: busy } => Unusable("Another process has been writing to it for half a minute: let it finish, then try again."),
            _ => null,
        };
    }

    public void Dispose()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static string FileIn(string folder) => Path.Combine(folder, "knowledgebase.db");

    private string Unusable(string mend) => $"The data folder {folder} is not usable. {mend}";
}
