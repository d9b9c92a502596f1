using CsvHelper;

namespace KnowledgeBase.Tickets;

/// <summary>
/// Reads resolved tickets from CSV: a header with <c>id, created, channel, subject (or title), text, answer, articles, requester</c> in any order,
/// other columns passed over; quoted fields may hold line breaks. The separator is found out: Excel writes ; in half of the world.
/// </summary>
public static class TicketCsv
{
    private const string Columns = "begin the file with id,created,channel,subject,text,answer,articles";

    /// <summary>Reads one ticket a record; its line is the one where the record starts.</summary>
    public static IEnumerable<TicketRow> Rows(TextReader text)
    {
        var broken = new Dictionary<long, CsvMalformedReason>();
        using var csv = CsvReader.Create(text, new CsvReaderOptions
        {
            TrackLineNumbers = true,
            MaxRecordSize = 4 * TicketReader.MaxRow,
            OnMalformedRecord = record => broken[record.LineNumber] = record.Reason,
        });
        string[] header = [.. csv.Headers.Select(h => h.Trim().TrimStart('\ufeff').ToLowerInvariant())];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        if (Lacking(header) is { } lacking)
        {
            yield return new TicketRow.Refused(1, lacking, "the first line names no such column", Columns);
            yield break;
        }

        while (true)
        {
            TicketRow? row;
            try
            {
                row = csv.Read() ? Row(csv, header, broken) : null;
            }
            catch (CsvFormatException fault)
            {
                row = new TicketRow.Refused((int)fault.LineNumber, "file", "this row is so long that neither it nor what follows was read", "close its quotation mark, then import the file again");
            }

            if (row is not null)
            {
                yield return TicketReader.Once(row, seen);
            }

            if (row is null or TicketRow.Refused { Field: "file" })
            {
                yield break;
            }
        }
    }

    private static string? Lacking(string[] header) =>
        !header.Contains("id") ? "id"
        : !header.Contains("created") ? "created"
        : !header.Contains("text") && !header.Contains("subject") && !header.Contains("title") ? "text"
        : null;

    private static TicketRow Row(CsvReader csv, string[] header, Dictionary<long, CsvMalformedReason> broken)
    {
        int line = (int)csv.LineNumber;
        if (csv.RawRecord.Length > TicketReader.MaxRow)
        {
            return new TicketRow.Refused(line, "row", $"it has {csv.RawRecord.Length:N0} bytes; at most {TicketReader.MaxRow:N0} are taken in", "shorten the text");
        }

        switch (broken.GetValueOrDefault(line, CsvMalformedReason.StrayQuote))
        {
            case CsvMalformedReason.UnterminatedQuote:
                return new TicketRow.Refused(line, "row", "its quotation mark is never closed, so that the rest of the file was taken for its text", "close it, then import the file again");
            case CsvMalformedReason.TextAfterClosingQuote:
                return new TicketRow.Refused(line, "row", "its quotation marks do not pair up", "write a quotation mark inside a field twice");
        }

        if (csv.FieldCount != header.Length)
        {
            return new TicketRow.Refused(line, "row", $"it has {csv.FieldCount} fields, the first line has {header.Length}", "put fields with the separator or line breaks in quotation marks");
        }

        string? Text(string column) =>
            Array.IndexOf(header, column) is >= 0 and var at && at < csv.FieldCount && csv.GetString(at) is { Length: > 0 } value ? value : null;
        return header.FirstOrDefault(column => Text(column)?.Contains('\ufffd', StringComparison.Ordinal) == true) is { } garbled
            ? new TicketRow.Refused(line, garbled, "it is not UTF-8", "save the file as UTF-8")
            : TicketReader.FromFields(line, Text, () => Text("articles")?.Split([' ', ',', ';', '|', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries) ?? []);
    }
}
