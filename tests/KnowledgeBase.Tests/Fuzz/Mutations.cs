using System.Text;

namespace KnowledgeBase.Tests.Fuzz;

/// <summary>Inputs made of real ones by cutting, doubling, mixing and odd tokens: the same for the same seed.</summary>
internal sealed class Mutations(IReadOnlyList<string> seeds, int seed)
{
    private const int Longest = 60_000;

    // What parsers stumble over: borders of every syntax we read, of numbers and of Unicode.
    private static readonly string[] Odd =
    [
        "---\n", "+++\n", ";;;\n", "---", "\"", "'", "\"\"", ",", ";", "\t", "\n", "\r\n", "\r", "\0", "{", "}", "[", "]", "(", ")", "<", ">", "</", "/>", "{{", "}}", "${", "`", "```", "~~~", "~~~~\n", "|", "&", "&#x", "&amp;", "\\", "\\u", "\\ud83d",
        ": ", ":", "- ", "? ", "!!", "!!binary ", "&a ", "*a", "<<: *a", "%YAML 9.9\n", "|-\n", ">+\n", "[[", "]]", "[[a]]\n", "= ", "\"\"\"", "'''", "1e999", "-0", "0x", "NaN", "null", "true", "1979-05-27T07:32:00Z", "9999-99-99", "99999999999999999999",
        "-9223372036854775808", "2147483648", "# ", "## ", "import x from 'y'\n", "export const a = {\n", "<A b={", "{/* ", " */}", "<!--", "-->", "<script>", "![", "](", "](javascript:", "[a]: ", "http://", "://", "@", "a@b.c", "npm_", "ghp_", "eyJ", "password=", "-----BEGIN RSA PRIVATE KEY-----",
        "4111 1111 1111 1111", "::", "::1", "+1 ", "On Monday wrote:\n", "> ", "\n-- \n", "bytes=", "bytes=0-", "-1", "W/\"", "*", "\"a\", \"b\"", "..", "../", "%2F", "%00", "%", "%ff", "?", "#", "\ufeff", "\ufffd", "\ud800", "\udc00", "\u202e", "\u2028", "\u0301", "\u200b", "\u00e9", "\ud83d\ude00", "\u0130", "\u00df", "\ufb03", "\uff11",
    ];

    private readonly Random random = new(seed);

    /// <summary>The next input.</summary>
    public string Next()
    {
        var text = new StringBuilder(seeds[random.Next(seeds.Count)]);
        for (int changes = 1 << random.Next(5); changes > 0; changes--)
        {
            Change(text);
        }

        return text.Length > Longest ? text.ToString(0, Longest) : text.ToString();
    }

    /// <summary>One of the odd tokens, a number of times.</summary>
    public string Token() => string.Concat(Enumerable.Repeat(Odd[random.Next(Odd.Length)], Times()));

    /// <summary>A number below <paramref name="end"/>.</summary>
    public int Number(int end) => random.Next(end);

    private int Times() => random.Next(12) switch
    {
        0 => random.Next(1 + random.Next(20_000)),
        < 4 => random.Next(20),
        _ => 1,
    };

    private void Change(StringBuilder text)
    {
        int at = random.Next(text.Length + 1), length = Math.Min(text.Length - at, 1 << random.Next(10));
        switch (random.Next(7))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                text.Insert(at, text.ToString(at, length));
                break;
            case 2 when text.Length > 0:
                text[random.Next(text.Length)] = (char)(random.Next(4) == 0 ? random.Next(0x10000) : random.Next(128));
                break;
            case 3:
                string other = seeds[random.Next(seeds.Count)];
                int from = random.Next(other.Length + 1);
                text.Insert(at, other.AsSpan(from, Math.Min(other.Length - from, 1 << random.Next(10))));
                break;
            case 4:
                text.Length = at;
                break;
            default:
                text.Insert(at, Token());
                break;
        }
    }
}
