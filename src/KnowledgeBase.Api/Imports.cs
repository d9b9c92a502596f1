using System.Collections.Concurrent;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Api;

/// <summary>How far an import is.</summary>
/// <param name="Who">Who sent it.</param>
/// <param name="Began">When.</param>
/// <param name="Read" example="1500">Rows read so far.</param>
/// <param name="Accepted" example="1000">Of these, in the store for good.</param>
/// <param name="Refused" example="12">Of these, refused.</param>
public sealed record ImportProgress(string Who, DateTimeOffset Began, int Read, int Accepted, int Refused);

/// <summary>The imports that run on this node.</summary>
public sealed class Imports(TimeProvider time)
{
    private readonly ConcurrentDictionary<long, ImportProgress> running = new();
    private long last;

    /// <summary>Those that run now, oldest first.</summary>
    public IReadOnlyList<ImportProgress> Running => [.. running.OrderBy(r => r.Key).Select(r => r.Value)];

    /// <summary>Runs an import of <paramref name="rows"/> that tells how many it has accepted, and keeps count of it.</summary>
    public T Run<T>(string who, IEnumerable<TicketRow> rows, Func<IEnumerable<TicketRow>, Action<int>, T> import)
    {
        long number = Interlocked.Increment(ref last);
        running[number] = new ImportProgress(who, time.GetUtcNow(), 0, 0, 0);
        void Note(Func<ImportProgress, ImportProgress> change) => running[number] = change(running[number]);
        try
        {
            return import(
                rows.Select(row =>
                {
                    Note(p => p with { Read = p.Read + 1, Refused = p.Refused + (row is TicketRow.Refused ? 1 : 0) });
                    return row;
                }),
                accepted => Note(p => p with { Accepted = accepted }));
        }
        finally
        {
            running.TryRemove(number, out _);
        }
    }
}
