using System.Data.Common;
using System.Runtime.ExceptionServices;

namespace KnowledgeBase.Store;

/// <summary>A write that waits for its commit.</summary>
internal sealed class QueuedWrite(Func<DbConnection, object?> work)
{
    private object? result;
    private ExceptionDispatchInfo? failure;
    private bool triedAgain;

    /// <summary>True once it is on disk or has failed.</summary>
    public bool IsDone { get; private set; }

    /// <summary>What the work returned; throws what it threw.</summary>
    public object? Result
    {
        get
        {
            failure?.Throw();
            return result;
        }
    }

    public void Run(DbConnection connection) => result = work(connection);

    public void Acknowledge() => IsDone = true;

    public void Fail(Exception fault)
    {
        failure = ExceptionDispatchInfo.Capture(fault);
        IsDone = true;
    }

    /// <summary>True the first time.</summary>
    public bool MayTryAgain() => !triedAgain && (triedAgain = true);
}
