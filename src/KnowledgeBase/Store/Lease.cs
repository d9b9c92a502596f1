using System.Data.Common;

namespace KnowledgeBase.Store;

/// <summary>The right to do what only one node may do at a time. It ends with <see cref="Dispose"/>, or with the connection: when this process dies, another node can take it.</summary>
public sealed class Lease : IDisposable
{
    private readonly DbConnection? connection;

    internal Lease(DbConnection? connection) => this.connection = connection;

    /// <summary>False once it has been lost with the connection.</summary>
    public bool IsHeld
    {
        get
        {
            try
            {
                return connection is null || connection.Command("SELECT 1").Number() == 1;
            }
            catch (Exception fault) when (fault is DbException or InvalidOperationException)
            {
                return false;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => connection?.Dispose();
}
