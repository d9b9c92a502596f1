using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;

namespace KnowledgeBase.Store;

/// <summary>Runs reads and writes on a database, commits together what is written at the same time, and says in plain words when it fails.</summary>
internal sealed class Transactions : IDisposable
{
    private const int LargestGroup = 64;

    private static readonly ActivitySource Spans = new("KnowledgeBase.Store");

    private readonly IDatabase database;
    private readonly ConcurrentQueue<QueuedWrite> waiting = new();
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
        Write(connection => Schema.Migrate(connection, database.Tables));
    }

    /// <summary>Runs <paramref name="work"/>; it is on disk when this returns, or nothing of it ever happened. It must only use the connection: it may run twice.</summary>
    public T Write<T>(Func<DbConnection, T> work)
    {
        using var span = Spans.StartActivity("store write");
        var write = new QueuedWrite(connection => work(connection));
        waiting.Enqueue(write);
        lock (writing)
        {
            // Whoever comes first commits for all who wait, so that they share one wait for the disk.
            while (!write.IsDone)
            {
                var group = new List<QueuedWrite>();
                while (group.Count < LargestGroup && waiting.TryDequeue(out var next))
                {
                    group.Add(next);
                }

                Commit(group);
            }
        }

        return (T)write.Result!;
    }

    /// <summary>Runs <paramref name="work"/> on one consistent view, and a second time when the database was restarted meanwhile.</summary>
    public T Read<T>(Func<DbConnection, T> work) => Guard(() =>
    {
        using var span = Spans.StartActivity("store read");
        try
        {
            return OnView(work);
        }
        catch (DbException fault) when (fault.IsTransient)
        {
            return OnView(work); // the connection was one from before a restart of the database
        }
    });

    /// <summary>Runs <paramref name="work"/>, a single statement: that is a consistent view by itself, for half the price.</summary>
    public T Glance<T>(Func<DbConnection, T> work) => Guard(() =>
    {
        using var span = Spans.StartActivity("store read");
        try
        {
            return Now();
        }
        catch (DbException fault) when (fault.IsTransient)
        {
            return Now(); // as above
        }

        T Now()
        {
            using var connection = database.Connect();
            return work(connection);
        }
    });

    /// <summary>Runs <paramref name="work"/> on one consistent view, once.</summary>
    public T ReadOnce<T>(Func<DbConnection, T> work) => Guard(() => OnView(work));

    /// <inheritdoc cref="IDatabase.Holds" />
    public string Holds(string column, string value) => database.Holds(column, value);

    /// <inheritdoc cref="IDatabase.ContinueKeys" />
    public void ContinueKeys(DbConnection connection) => database.ContinueKeys(connection);

    /// <inheritdoc cref="IDatabase.Scrub" />
    public void Scrub() => Guard(() =>
    {
        using var connection = database.Connect();
        database.Scrub(connection);
        return true;
    });

    /// <inheritdoc cref="IDatabase.TryLease" />
    public Lease? TryLease(string name) => Guard(() => database.TryLease(name));

    /// <inheritdoc cref="IDatabase.WaitForWrite" />
    public Task WaitForWrite(TimeSpan atMost, TimeProvider time, CancellationToken cancel) => database.WaitForWrite(atMost, time, cancel);

    public void Dispose() => database.Dispose();

    private T OnView<T>(Func<DbConnection, T> work)
    {
        using var connection = database.Connect();
        using var transaction = database.BeginRead(connection);
        return work(connection);
    }

    // Nothing is acknowledged before the commit. A failure of the database before it leaves nothing, so each one is tried by itself then.
    private void Commit(List<QueuedWrite> group)
    {
        bool committing = false;
        try
        {
            using var connection = database.Connect();
            using var transaction = database.BeginWrite(connection);
            foreach (var write in group)
            {
                if (group.Count == 1)
                {
                    write.Run(connection);
                }
                else
                {
                    RunApart(write, connection, transaction);
                }
            }

            committing = true;
            transaction.Commit();
            group.ForEach(write => write.Acknowledge()); // a failed one stays failed
        }
        catch (Exception fault) when (!committing && (group.Count > 1 || (fault is DbException { IsTransient: true } && group[0].MayTryAgain())))
        {
            group.Where(write => !write.IsDone).ToList().ForEach(write => Commit([write]));
        }
        catch (Exception fault)
        {
            group.Where(write => !write.IsDone).ToList().ForEach(write => write.Fail(Explained(fault)));
        }
    }

    // A savepoint holds a write that fails to itself; the others of its group are not its business.
    private void RunApart(QueuedWrite write, DbConnection connection, DbTransaction transaction)
    {
        const string savepoint = "queued_write";
        transaction.Save(savepoint);
        try
        {
            write.Run(connection);
            transaction.Release(savepoint);
        }
        catch (Exception fault) when (database.Explain(fault) is null)
        {
            transaction.Rollback(savepoint);
            write.Fail(fault);
        }
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (database.Explain(fault) is not null)
        {
            throw Explained(fault);
        }
    }

    private Exception Explained(Exception fault) => database.Explain(fault) is { } explained ? new StoreUnavailableException(explained, fault) : fault;
}
