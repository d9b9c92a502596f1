using System.Buffers;

namespace KnowledgeBase.Text;

/// <summary>
/// Cuts text into tokens so that what a machine printed stays whole: <c>E404</c>, <c>--legacy-peer-deps</c>,
/// <c>@scope/name</c>, <c>11.7.0</c>, <c>package.json</c> and <c>node_modules</c> are each one token, with their words beside them.
/// </summary>
public static class Tokenizer
{
    /// <summary>Longer runs of characters are not words (hashes, base64): only their first parts are looked at.</summary>
    public const int MaxTokenLength = 64;

    // What may surround a word or code without belonging to it.
    private static readonly SearchValues<char> Edge = SearchValues.Create("\"'`()[]{}<>,;!?*|~^\u00ab\u00bb\u2022=");

    // What joins the segments of a path, an address or an assignment.
    private static readonly SearchValues<char> Joints = SearchValues.Create("/\\:=,;()[]{}<>\"`|&?!*~^");

    private static readonly SearchValues<char> NotInPaths = SearchValues.Create("(){}[]<>\"'`|&?!*,;");

    /// <summary>The tokens of <paramref name="text"/>; <paramref name="folded"/> must be <see cref="Folding.Fold(string)"/> of it.</summary>
    public static List<Token> Tokenize(ReadOnlySpan<char> text, ReadOnlySpan<char> folded)
    {
        var tokens = new List<Token>(Math.Max(8, text.Length / 5));
        Tokenize(text, folded, tokens);
        return tokens;
    }

    /// <summary>Appends the tokens of <paramref name="text"/> to <paramref name="tokens"/>.</summary>
    public static void Tokenize(ReadOnlySpan<char> text, ReadOnlySpan<char> folded, List<Token> tokens)
    {
        int position = tokens.Count == 0 ? 0 : tokens[^1].Position + 1;
        int at = 0;
        while (at < folded.Length)
        {
            while (at < folded.Length && char.IsWhiteSpace(folded[at]))
            {
                at++;
            }

            int end = at;
            while (end < folded.Length && !char.IsWhiteSpace(folded[end]))
            {
                end++;
            }

            if (end > at)
            {
                int before = tokens.Count;
                position = Chunk(text, folded, at, end, position, tokens);
                if (tokens.Count == before + 1 && tokens[before] is { Kind: TokenKind.Word } verb && verb.Start + verb.Length == end && PhrasalVerbs.Particle(folded, verb.Start, end) is > 0 and int length)
                {
                    tokens.Add(verb with { Length = verb.Length + 1 + length, Kind = TokenKind.Joined });
                }
            }

            at = end;
        }
    }

    private static int Chunk(ReadOnlySpan<char> text, ReadOnlySpan<char> folded, int start, int end, int position, List<Token> tokens)
    {
        TrimEdges(folded, ref start, ref end);
        if (start >= end)
        {
            return position;
        }

        var chunk = folded[start..end];
        if (chunk.IndexOfAny(Joints) < 0)
        {
            return Segment(text, folded, start, end, position, tokens);
        }

        bool scoped = chunk[0] == '@';
        if (chunk.Length <= MaxTokenLength && !chunk.Contains("://", StringComparison.Ordinal) && (scoped || IsPathLike(chunk)))
        {
            tokens.Add(new Token(start, end - start, position, TokenKind.Code));
        }

        int at = start;
        while (at < end)
        {
            int length = folded[at..end].IndexOfAny(Joints);
            int stop = length < 0 ? end : at + length;
            int from = at, to = stop;
            TrimEdges(folded, ref from, ref to);
            if (from < to)
            {
                position = Segment(text, folded, from, to, position, tokens);
            }

            at = stop + 1;
        }

        return position;
    }

    private static bool IsPathLike(ReadOnlySpan<char> chunk) =>
        chunk.ContainsAny('/', '\\') && !chunk.ContainsAny(NotInPaths);

    private static int Segment(ReadOnlySpan<char> text, ReadOnlySpan<char> folded, int start, int end, int position, List<Token> tokens)
    {
        int letters = 0, digits = 0, upper = 0, marks = 0, hyphens = 0, apostrophe = -1;
        for (int i = start; i < end; i++)
        {
            char c = folded[i];
            if (char.IsLetter(c))
            {
                letters++;
                if (char.IsUpper(text[i]))
                {
                    upper++;
                }
            }
            else if (char.IsDigit(c))
            {
                digits++;
            }
            else if (c == '-')
            {
                hyphens++;
            }
            else if (c == '\'')
            {
                apostrophe = i;
            }
            else
            {
                marks++;
            }
        }

        if (letters + digits == 0)
        {
            return position;
        }

        if (apostrophe > start && marks == 0)
        {
            // it's, npm's: the word before; don't: dont
            int tail = end - apostrophe - 1;
            bool possessive = tail == 1 && folded[end - 1] == 's';
            if (possessive)
            {
                return Segment(text, folded, start, apostrophe, position, tokens);
            }

            tokens.Add(new Token(start, end - start, position, TokenKind.Joined));
            return position + 1;
        }

        int length = end - start;
        if (marks == 0 && hyphens == 0)
        {
            bool mixed = digits > 0 && letters > 0;
            bool shouted = letters == length && upper == letters && length >= 4 && length <= 24;
            if (length <= MaxTokenLength)
            {
                tokens.Add(new Token(start, length, position, mixed || shouted ? TokenKind.Code : TokenKind.Word));
            }

            if (mixed && length <= 24)
            {
                Runs(folded, start, end, position, tokens);
            }

            return position + 1;
        }

        bool leadingDash = folded[start] == '-';
        bool words = marks == 0 && digits == 0 && !leadingDash && hyphens > 0 && folded[end - 1] != '-';
        if (length <= MaxTokenLength)
        {
            tokens.Add(new Token(start, length, position, words ? TokenKind.Compound : TokenKind.Code));
            if (words && hyphens == 1 && length <= 16)
            {
                tokens.Add(new Token(start, length, position, TokenKind.Joined));
            }
        }

        if (letters == 0)
        {
            return position + 1; // a version or number: whole only
        }

        int at = start, parts = 0;
        while (at < end && parts < 12)
        {
            while (at < end && !char.IsLetterOrDigit(folded[at]))
            {
                at++;
            }

            int stop = at;
            while (stop < end && char.IsLetterOrDigit(folded[stop]))
            {
                stop++;
            }

            if (stop - at > 1 && stop - at < length && stop - at <= MaxTokenLength)
            {
                tokens.Add(new Token(at, stop - at, position + parts, TokenKind.Part));
                parts++;
            }

            at = stop;
        }

        return position + Math.Max(1, parts);
    }

    // The letter and digit runs of a code such as E404 or sha512.
    private static void Runs(ReadOnlySpan<char> folded, int start, int end, int position, List<Token> tokens)
    {
        int at = start;
        while (at < end)
        {
            bool digit = char.IsDigit(folded[at]);
            int stop = at + 1;
            while (stop < end && char.IsDigit(folded[stop]) == digit)
            {
                stop++;
            }

            if (stop - at >= (digit ? 2 : 3))
            {
                tokens.Add(new Token(at, stop - at, position, TokenKind.Part));
            }

            at = stop;
        }
    }

    private static void TrimEdges(ReadOnlySpan<char> folded, ref int start, ref int end)
    {
        while (start < end && (Edge.Contains(folded[start]) || folded[start] is '.' or ':' or '#' or '$' or '%' or '&' or '+'))
        {
            start++;
        }

        while (end > start && (Edge.Contains(folded[end - 1]) || folded[end - 1] is '.' or ':' or '/' or '\\' or '-' or '_' or '@' or '&' or '%' or '#'))
        {
            end--;
        }

        // A lone dash before a word is punctuation unless it can be a flag (-g, --force).
        if (end - start >= 2 && folded[start] == '-' && !char.IsLetter(folded[start + 1]) && folded[start + 1] != '-')
        {
            while (start < end && folded[start] is '-')
            {
                start++;
            }
        }
    }
}
