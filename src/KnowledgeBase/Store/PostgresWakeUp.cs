using Npgsql;

namespace KnowledgeBase.Store;

/// <summary>Hears of commits on other nodes by LISTEN; while it cannot, it only waits.</summary>
internal sealed class PostgresWakeUp(Func<NpgsqlConnection> connect) : IDisposable
{
    public const string Channel = "knowledgebase_changes";

    private NpgsqlConnection? listening;

    /// <summary>Returns after a commit, or when <paramref name="atMost"/> has passed. Not for two callers at once.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            if (listening is null)
            {
                listening = connect();
                listening.Command("LISTEN " + Channel).Run();
                return; // what was committed before it listened
            }

            await listening.WaitAsync(atMost, cancel);
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException)
        {
            listening?.Dispose();
            listening = null;
            await Task.Delay(atMost, time, cancel);
        }
    }

    public void Dispose() => listening?.Dispose();
}
