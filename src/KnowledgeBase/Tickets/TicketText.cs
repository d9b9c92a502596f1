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
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        var kept = new StringBuilder();
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd();
            if (line == "--" || line == "-- " || lines[i] == "-- " || Cut().IsMatch(line) || (Valediction().IsMatch(line) && lines.Length - i <= 8))
            {
                break;
            }

            if (line.StartsWith('>') || Attribution().IsMatch(line) || (kept.Length == 0 && Greeting().IsMatch(line)))
            {
                continue;
            }

            kept.Append(line).Append('\n');
        }

        string result = kept.ToString().Trim();
        return result.Length == 0 ? text : result;
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
