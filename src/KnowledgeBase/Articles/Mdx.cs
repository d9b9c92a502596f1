using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Articles;

/// <summary>Makes plain Markdown of MDX: imports, exports, components, expressions and raw HTML tags go, what they enclose stays, code is left alone.</summary>
public static partial class Mdx
{
    /// <summary>The plain Markdown of <paramref name="body"/>; text without any of it comes back as it is.</summary>
    public static string ToMarkdown(string body)
    {
        if (!body.Contains('<', StringComparison.Ordinal) && !body.Contains('{', StringComparison.Ordinal) && !ModuleLine().IsMatch(body))
        {
            return body;
        }

        var result = new StringBuilder(body.Length);
        string? fence = null;
        bool comment = false;
        foreach (var range in body.AsSpan().Split('\n'))
        {
            var line = body.AsSpan(range);
            if (result.Length > 0 || range.Start.Value > 0)
            {
                result.Append('\n');
            }

            var trimmed = line.TrimStart();
            if (fence is not null)
            {
                if (trimmed.StartsWith(fence, StringComparison.Ordinal) && trimmed.Trim().Trim(fence[0]).IsEmpty)
                {
                    fence = null;
                }

                result.Append(line);
            }
            else if (trimmed.StartsWith("```", StringComparison.Ordinal) || trimmed.StartsWith("~~~", StringComparison.Ordinal))
            {
                int length = trimmed.IndexOfAnyExcept(trimmed[0]);
                fence = trimmed[..(length < 0 ? trimmed.Length : length)].ToString();
                result.Append(line);
            }
            else if (!ModuleLine().IsMatch(line))
            {
                Line(line, result, ref comment);
            }
        }

        return result.ToString();
    }

    private static void Line(ReadOnlySpan<char> line, StringBuilder result, ref bool comment)
    {
        int at = 0;
        while (at < line.Length)
        {
            if (comment)
            {
                int end = line[at..].IndexOf("-->", StringComparison.Ordinal);
                if (end < 0)
                {
                    return;
                }

                comment = false;
                at += end + 3;
                continue;
            }

            char c = line[at];
            if (c == '`')
            {
                int ticks = Math.Max(1, line[at..].IndexOfAnyExcept('`') is >= 0 and var n ? n : line.Length - at);
                var mark = line.Slice(at, ticks);
                int close = line[(at + ticks)..].IndexOf(mark, StringComparison.Ordinal);
                int stop = close < 0 ? at + ticks : at + ticks + close + ticks;
                result.Append(line[at..stop]);
                at = stop;
            }
            else if (line[at..].StartsWith("<!--", StringComparison.Ordinal))
            {
                comment = true;
                at += 4;
            }
            else if (c == '<' && Tag(line[at..]) is > 0 and var tag)
            {
                at += tag;
            }
            else if (c == '{' && line[at..].IndexOf('}') is > 0 and var brace && !line.Slice(at, brace).StartsWith("{#", StringComparison.Ordinal))
            {
                at += brace + 1;
            }
            else
            {
                result.Append(c);
                at++;
            }
        }
    }

    // Length of the tag that starts here, or 0: <https://…> and a lone < are none.
    private static int Tag(ReadOnlySpan<char> text)
    {
        int at = text.Length > 1 && text[1] == '/' ? 2 : 1;
        if (at < text.Length && text[at] == '>')
        {
            return at + 1; // <> and </>
        }

        if (at >= text.Length || !char.IsAsciiLetter(text[at]))
        {
            return 0;
        }

        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '-' or '_'))
        {
            at++;
        }

        if (at < text.Length && text[at] is not (' ' or '>' or '/' or '\t'))
        {
            return 0;
        }

        int end = text[at..].IndexOf('>');
        return end < 0 ? 0 : at + end + 1;
    }

    [GeneratedRegex(@"^(import\s+.+\s+from\s+['""]|import\s+['""]|export\s+(const|default|function|let)\s)", RegexOptions.Multiline)]
    private static partial Regex ModuleLine();
}
