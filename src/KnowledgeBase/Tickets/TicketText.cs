using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Tickets;

/// <summary>Finds the question in what a person sent: without quoted history, signature and greeting.</summary>
public static partial class TicketText
{
    /// <summary>What of <paramref name="ticket"/> is searched: subject and question.</summary>
    public static string Question(Ticket ticket) => Question(ticket.Subject, ticket.Text);

    /// <summary>Subject without Re: and Fwd:, and the text without quotes and signature; the whole text when nothing would be left.</summary>
    public static string Question(string subject, string text)
    {
        string kept = Strip(text);
        string head = Prefix().Replace(subject, "").Trim();
        return head.Length == 0 ? kept : head + "\n" + kept;
    }

    /// <summary>The text without quoted history, signature and greeting; as given when nothing would be left.</summary>
    public static string Strip(string text)
    {
        var kept = new StringBuilder();
        foreach (var (line, isSaid) in Lines(text))
        {
            if (isSaid && !(kept.Length == 0 && Greeting().IsMatch(line)))
            {
                kept.Append(line).Append('\n');
            }
        }

        string result = kept.ToString().Trim();
        return result.Length == 0 ? text : result;
    }

    /// <summary>The whole text in runs: what the person said now, and quoted history and signature, which a page may fold.</summary>
    public static IReadOnlyList<TicketPart> Parts(string text)
    {
        var parts = new List<TicketPart>();
        foreach (var run in Runs(text))
        {
            string joined = string.Join('\n', run.Lines).Trim('\n');
            if (joined.Trim().Length > 0)
            {
                parts.Add(new TicketPart(joined, run.IsSaid));
            }
        }

        return parts.Exists(p => p.IsSaid) ? parts : [new TicketPart(text, true)];
    }

    private static List<(bool IsSaid, List<string> Lines)> Runs(string text)
    {
        var runs = new List<(bool IsSaid, List<string> Lines)>();
        foreach (var (line, isSaid) in Lines(text))
        {
            bool joins = runs.Count > 0 && (runs[^1].IsSaid == isSaid || line.Length == 0); // an empty line belongs to what is above it
            if (!joins)
            {
                runs.Add((isSaid, []));
            }

            runs[^1].Lines.Add(line);
        }

        return runs;
    }

    private static IEnumerable<(string Line, bool IsSaid)> Lines(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        bool ended = false;
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd();
            ended |= line == "--" || Cut().IsMatch(line) || (Valediction().IsMatch(line) && lines.Length - i <= 8);
            yield return (line, !ended && !line.StartsWith('>') && !Attribution().IsMatch(line));
        }
    }

    [GeneratedRegex(@"^(\s*(re|fwd?|aw|wg|tr|rv)\s*(\[\d+\])?:\s*)+", RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^(-{3,} ?(original message|forwarded message|ursprüngliche nachricht|mensaje original)|sent from my |get outlook for |_{10,}$|von: .+|from: .+@.+)", RegexOptions.IgnoreCase)]
    private static partial Regex Cut();

    [GeneratedRegex(@"^(on|am|el|le|em) .{4,80}(wrote|schrieb|escribió|a écrit|escreveu).{0,60}:$", RegexOptions.IgnoreCase)]
    private static partial Regex Attribution();

    [GeneratedRegex(@"^(hi|hello|hey|dear|good (morning|afternoon|evening)|hallo|hola|bonjour|greetings)\b[^.?]{0,40}[,!.]?$", RegexOptions.IgnoreCase)]
    private static partial Regex Greeting();

    [GeneratedRegex(@"^((best|kind|warm|many)? ?(regards|wishes)|cheers|sincerely|best|thanks|thank you|thx|many thanks|yours( truly)?|br|cordialmente|saludos|mit freundlichen grüßen|viele grüße)[,.! ]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Valediction();
}
