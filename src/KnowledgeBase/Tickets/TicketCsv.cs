using CsvHelper;

namespace KnowledgeBase.Tickets;

/// <summary>Reads resolved tickets from CSV (RFC 4180) with the columns id, created, channel, subject, text, answer, articles in any order; other columns are passed over.</summary>
public static class TicketCsv
{
    private static readonly string[] Needed = ["id", "created", "text"];

    private static readonly char[] BetweenArticles = [' ', ',', ';', '|', '\n', '\r', '\t'];

    /// <summary>Reads the rows of <paramref name="reader"/>; a row that is not whole is refused with the line it starts on.</summary>
    public static IEnumerable<TicketRow> Rows(TextReader reader)
    {
        var refused = new Queue<TicketRow.Refused>();
        using var csv = CsvReader.Create(reader, CsvReaderOptions.Default with
        {
            Separator = ',',
            TrackLineNumbers = true,
            MaxRecordSize = 4 * TicketReader.MaxRow, // a quote that is never closed must not swallow the memory
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            NormalizeHeaderName = name => name.Trim().ToLowerInvariant(),
            OnMalformedRecord = record => refused.Enqueue(new TicketRow.Refused((int)record.LineNumber, "row", Problem(record.Reason), Mend(record.Reason))),
        }, leaveOpen: true);

        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        HashSet<string>? columns = null;
        while (true)
        {
            bool more;
            try
            {
                more = csv.Read();
            }
            catch (CsvFormatException)
            {
                refused.Enqueue(new TicketRow.Refused((int)csv.LineNumber, "row", "it does not end, so nothing after it can be read", "close its quotation mark, then import the file again"));
                more = false;
            }

            while (refused.TryDequeue(out var row))
            {
                yield return row;
            }

            if (columns is null)
            {
                columns = csv.Headers.Select(h => h.Trim().ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
                if (Array.Find(Needed, n => !columns.Contains(n)) is { } missing)
                {
                    yield return new TicketRow.Refused(1, missing, "the first line names no such column", "begin the file with id,created,channel,subject,text,answer,articles");
                    yield break;
                }
            }

            if (!more)
            {
                yield break;
            }

            var fields = columns.ToDictionary(c => c, csv.GetString, StringComparer.Ordinal);
            yield return TicketReader.Once(TicketReader.FromFields(
                (int)csv.LineNumber,
                fields.GetValueOrDefault,
                () => fields.GetValueOrDefault("articles", "").Split(BetweenArticles, StringSplitOptions.RemoveEmptyEntries)), seen);
        }
    }

    private static string Problem(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.FieldCountMismatch => "it has another number of fields than the first line",
        CsvMalformedReason.UnterminatedQuote => "its quotation mark is never closed",
        _ => "its quotation marks do not pair up",
    };

    private static string Mend(CsvMalformedReason reason) => reason == CsvMalformedReason.FieldCountMismatch
        ? "put fields with commas or line breaks in quotation marks"
        : "write a quotation mark inside a field twice";
}
