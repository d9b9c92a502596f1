using System.Globalization;
using System.Text;
using System.Text.Json;

namespace KnowledgeBase.Tickets;

/// <summary>What became of one row of a ticket file.</summary>
public abstract record TicketRow(int Line)
{
    /// <summary>It holds a ticket.</summary>
    public sealed record Read(int Line, Ticket Ticket) : TicketRow(Line);

    /// <summary>It was refused; the rows around it are not.</summary>
    /// <param name="Line">Its line, from 1.</param>
    /// <param name="Field">The field at fault, or "row".</param>
    /// <param name="Problem">What is wrong.</param>
    /// <param name="Mend">What to do about it.</param>
    public sealed record Refused(int Line, string Field, string Problem, string Mend) : TicketRow(Line);
}

/// <summary>Reads resolved tickets from JSON Lines: <c>id, created, channel, subject (or title), text, answer, articles, requester</c>.</summary>
public static class TicketReader
{
    /// <summary>Longest row taken in, in characters.</summary>
    public const int MaxRow = 1_000_000;

    /// <summary>Reads one JSON object a line from <paramref name="reader"/>; blank lines are passed over.</summary>
    public static IEnumerable<TicketRow> JsonLines(TextReader reader)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            yield return Once(Json(number, line.TrimStart('\ufeff')), seen);
        }
    }

    /// <summary>A ticket from its fields, or the reason why not; both file formats come through here.</summary>
    internal static TicketRow FromFields(int line, Func<string, string?> text, Func<IReadOnlyList<string>> articles)
    {
        string id = text("id")?.Trim() ?? "";
        if (id.Length is 0 or > 200)
        {
            return new TicketRow.Refused(line, "id", id.Length == 0 ? "there is none" : "it is longer than 200 characters", "give each ticket the id it has in the system it comes from");
        }

        string body = text("text") ?? "";
        string subject = text("subject") ?? text("title") ?? "";
        if (string.IsNullOrWhiteSpace(body) && string.IsNullOrWhiteSpace(subject))
        {
            return new TicketRow.Refused(line, "text", "there is none", "put what the person wrote into text");
        }

        if (Moment(text("created")) is not { } created)
        {
            return new TicketRow.Refused(line, "created", $"'{Clip(text("created"))}' is not a date", "write it like 2026-11-24T09:30:00Z");
        }

        return new TicketRow.Read(line, new Ticket
        {
            Id = id,
            Created = created,
            Channel = text("channel") ?? "",
            Subject = subject,
            Text = body,
            Answer = text("answer") ?? "",
            Articles = articles(),
            Requester = text("requester") ?? "",
        });
    }

    /// <summary>Refuses a second row with the same id.</summary>
    internal static TicketRow Once(TicketRow row, Dictionary<string, int> seen)
    {
        if (row is TicketRow.Read read && !seen.TryAdd(read.Ticket.Id, row.Line))
        {
            return new TicketRow.Refused(row.Line, "id", $"'{Clip(read.Ticket.Id)}' is also the id of line {seen[read.Ticket.Id]}", "keep one of the two");
        }

        return row;
    }

    private static TicketRow Json(int number, string line)
    {
        if (line.Length > MaxRow)
        {
            return new TicketRow.Refused(number, "row", $"it has {line.Length:N0} characters; at most {MaxRow:N0} are taken in", "shorten the text");
        }

        if (line.Contains('\ufffd', StringComparison.Ordinal))
        {
            return new TicketRow.Refused(number, "row", "it is not UTF-8", "save the file as UTF-8");
        }

        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new TicketRow.Refused(number, "row", "it is not a JSON object", "write one {…} a line");
            }

            var root = json.RootElement;
            foreach (string field in (ReadOnlySpan<string>)["id", "text", "subject", "title", "channel", "answer", "created", "requester"])
            {
                if (root.TryGetProperty(field, out var value) && value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null))
                {
                    return new TicketRow.Refused(number, field, "it is not a text", "write it in quotes");
                }
            }

            if (root.TryGetProperty("articles", out var list) && list.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null))
            {
                return new TicketRow.Refused(number, "articles", "it is not a list", "write it like [\"install/eacces\"]");
            }

            return FromFields(
                number,
                name => root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null,
                () => list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(a => a.ToString()).Where(a => a.Length > 0)] : []);
        }
        catch (InvalidOperationException)
        {
            return new TicketRow.Refused(number, "row", "a \\u escape in it is half a character", "write both halves, or the character itself");
        }
        catch (JsonException fault)
        {
            return new TicketRow.Refused(number, "row", $"it is not valid JSON at character {fault.BytePositionInLine + 1}", "write one whole {…} a line");
        }
    }

    private static DateTimeOffset? Moment(string? text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds is > 0 and < 253402300800)
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
    }

    private static string Clip(string? text) => text is null ? "" : text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
