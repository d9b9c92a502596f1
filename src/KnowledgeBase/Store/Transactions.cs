using System.Data.Common;

namespace KnowledgeBase.Store;

/// <summary>Runs reads and writes on a database and says in plain words when it fails.</summary>
internal sealed class Transactions : IDisposable
{
    private readonly IDatabase database;
    private readonly Lock writing = new();

    /// <summary>Brings the tables of <paramref name="database"/> up to date; owns it from here on.</summary>
    public Transactions(IDatabase database)
    {
        this.database = database;
        Guard(() =>
        {
            database.Prepare();
            return true;
        });
        Write(connection => Schema.Migrate(connection, database));
    }

    /// <summary>Runs <paramref name="work"/> in one transaction; it is on disk when this returns, or nothing of it ever happened.</summary>
    public T Write<T>(Func<DbConnection, T> work)
    {
        lock (writing)
        {
            return Guard(() =>
            {
                using var connection = database.Connect();
                using var transaction = database.BeginWrite(connection);
                var result = work(connection);
                transaction.Commit();
                return result;
            });
        }
    }

    /// <summary>Runs <paramref name="work"/> on one consistent view.</summary>
    public T Read<T>(Func<DbConnection, T> work) => Guard(() =>
    {
        using var connection = database.Connect();
        using var transaction = database.BeginRead(connection);
        return work(connection);
    });

    /// <inheritdoc cref="IDatabase.Holds" />
    public string Holds(string column, string value) => database.Holds(column, value);

    public void Dispose() => database.Dispose();

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (database.Explain(fault) is { } explained)
        {
            throw new StoreUnavailableException(explained, fault);
        }
    }
}
