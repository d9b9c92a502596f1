using System.Data.Common;

namespace KnowledgeBase.Store;

/// <summary>What the two engines do differently; the statements are shared, so write them in words both know.</summary>
internal interface IDatabase : IDisposable
{
    /// <summary>Makes what must be there before the tables.</summary>
    void Prepare();

    /// <summary>An open connection.</summary>
    DbConnection Connect();

    /// <summary>Begins the only writing transaction, of all processes, until it ends: numbers of the change log are given and seen in one order.</summary>
    DbTransaction BeginWrite(DbConnection connection);

    /// <summary>Begins a transaction that sees one state of everything.</summary>
    DbTransaction BeginRead(DbConnection connection);

    /// <summary>Table definitions, written for SQLite, as this engine knows them.</summary>
    string Tables(string definitions);

    /// <summary>The condition that the JSON array of strings in <paramref name="column"/> holds <paramref name="value"/>.</summary>
    string Holds(string column, string value);

    /// <summary>Lets the numbering of rows go on after the highest; called after rows came in with their numbers.</summary>
    void ContinueKeys(DbConnection connection);

    /// <summary>Overwrites what was deleted, as far as the engine can; outside of a transaction.</summary>
    void Scrub(DbConnection connection);

    /// <summary>The right of the one node that holds <paramref name="name"/>; null while another has it.</summary>
    Lease? TryLease(string name);

    /// <summary>Returns when another process may have written, at the latest after <paramref name="atMost"/>. Not for two callers at once.</summary>
    Task WaitForWrite(TimeSpan atMost, TimeProvider time, CancellationToken cancel);

    /// <summary>What is wrong and what to do, when <paramref name="fault"/> is one of the database and not of a statement; else null.</summary>
    string? Explain(Exception fault);
}
