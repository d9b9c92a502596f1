using System.Text;
using KnowledgeBase.Store;
using KnowledgeBase.Text;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Intake;

/// <summary>Brings resolved tickets into the store, masked, in batches. Good rows go in; bad ones are reported and stop nothing.</summary>
public static class TicketImport
{
    private const int BatchSize = 500; // a transaction a ticket would wait for the disk each time

    /// <summary>Takes in <paramref name="rows"/>, read by <see cref="TicketReader"/> or <see cref="TicketCsv"/>; <paramref name="name"/> names them in the report. What <paramref name="progress"/> has counted is in the store for good.</summary>
    public static ImportReport Run(KnowledgeStore store, string name, IEnumerable<TicketRow> rows, Action<int>? progress = null, int batchSize = BatchSize, CancellationToken cancel = default)
    {
        int added = 0, updated = 0, unchanged = 0;
        var refusals = new List<Refusal>();
        var batch = new List<Ticket>();
        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            if (row is TicketRow.Refused refused)
            {
                refusals.Add(new Refusal($"{name}, line {refused.Line}, {refused.Field}", refused.Problem, refused.Mend));
            }
            else if (row is TicketRow.Read read)
            {
                batch.Add(Masked(read.Ticket));
                if (batch.Count == batchSize)
                {
                    Flush();
                }
            }
        }

        Flush();
        return new ImportReport(added, updated, unchanged, 0, refusals);

        void Flush()
        {
            if (batch.Count > 0)
            {
                var written = store.PutTickets(batch);
                added += written.Added;
                updated += written.Updated;
                unchanged += written.Unchanged;
                batch.Clear();
                progress?.Invoke(added + updated + unchanged);
            }
        }
    }

    /// <summary>Takes in the file at <paramref name="path"/>: CSV when its name ends in .csv, else JSON Lines.</summary>
    public static ImportReport Run(KnowledgeStore store, string path, Action<int>? progress = null, int batchSize = BatchSize, CancellationToken cancel = default)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {path}.");
        }

        using var reader = new StreamReader(path, Encoding.UTF8);
        var rows = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? TicketCsv.Rows(reader) : TicketReader.JsonLines(reader);
        return Run(store, Path.GetFileName(path), rows, progress, batchSize, cancel);
    }

    /// <summary>The ticket without secrets and personal data.</summary>
    public static Ticket Masked(Ticket ticket) => ticket with
    {
        Subject = Masking.Mask(ticket.Subject),
        Text = Masking.Mask(ticket.Text),
        Answer = Masking.Mask(ticket.Answer),
    };
}
