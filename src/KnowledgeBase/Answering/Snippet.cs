using System.Text;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Text;

namespace KnowledgeBase.Answering;

/// <summary>A piece of a snippet; hits are words of the question.</summary>
public sealed record SnippetPart(string Text, bool Hit);

/// <summary>Shows where a passage matches: about 30 words with the telling words of the question marked.</summary>
public static class Snippet
{
    private const int Width = 220;

    // A word that tells less than this share of what the rarest one here tells is not marked: "npm" is in every passage.
    private const float Telling = 0.4f;

    private const int Letters = 128; // told apart at a first look

    private const int MinStem = 4; // letters of a stem behind which the third is that of the word

    [ThreadStatic]
    private static Desk? desk;

    /// <summary>The best window of <paramref name="text"/> for <paramref name="question"/>, in parts; <paramref name="idf"/> says how rare each of its terms is.</summary>
    public static IReadOnlyList<SnippetPart> Of(string text, Question question, IReadOnlyList<float> idf)
    {
        var own = desk ??= new Desk();
        own.Clear(text.Length);
        text.CopyTo(own.Text);
        return Of(own, Squeeze(own.Text.AsSpan(0, text.Length)), question, idf);
    }

    /// <summary>The same of the text of a passage, in UTF-8 with one blank or line break between words.</summary>
    public static IReadOnlyList<SnippetPart> Of(ReadOnlySpan<byte> text, Question question, IReadOnlyList<float> idf)
    {
        var own = desk ??= new Desk();
        own.Clear(text.Length);
        int length = Encoding.UTF8.GetChars(text, own.Text);
        own.Text.AsSpan(0, length).Replace('\n', ' ');
        return Of(own, length, question, idf);
    }

    private static List<SnippetPart> Of(Desk own, int length, Question question, IReadOnlyList<float> idf)
    {
        var text = own.Text.AsSpan(0, length);
        FindAsked(own, text, question);
        float least = 0;
        foreach (var (_, term) in own.Asked)
        {
            least = Math.Max(least, idf[term] * Telling);
        }

        var hits = own.Hits;
        foreach (var (token, term) in own.Asked)
        {
            if (idf[term] < least || token.Kind == TokenKind.Joined || (hits.Count > 0 && token.Start < hits[^1].End))
            {
                continue;
            }

            if (hits.Count > 0 && text[hits[^1].End..token.Start] is " ")
            {
                hits[^1] = (hits[^1].Start, token.Start + token.Length); // neighbours are one mark
            }
            else
            {
                hits.Add((token.Start, token.Start + token.Length));
            }
        }

        int from = Start(text, hits);
        int to = Math.Min(text.Length, from + Width);
        while (to < text.Length && to > from && text[to] != ' ')
        {
            to--;
        }

        var parts = new List<SnippetPart>();
        int at = from;
        Add(parts, from > 0 || (text.Length > 0 && !char.IsUpper(text[0]) && !char.IsDigit(text[0])) ? "… " : "", false); // a passage may begin inside a sentence
        foreach (var (start, end) in hits)
        {
            if (start >= at && end <= to)
            {
                Add(parts, text[at..start], false);
                Add(parts, text[start..end], true);
                at = end;
            }
        }

        Add(parts, text[at..Math.Max(at, to)], false);
        Add(parts, to < text.Length ? " …" : "", false);
        return parts;
    }

    private static void Add(List<SnippetPart> parts, ReadOnlySpan<char> part, bool hit)
    {
        if (part.Length > 0)
        {
            parts.Add(new SnippetPart(part.ToString(), hit));
        }
    }

    // The tokens of a text that are terms of the question.
    private static void FindAsked(Desk own, ReadOnlySpan<char> text, Question question)
    {
        var folded = own.Folded.AsSpan(0, text.Length);
        Folding.Fold(text, folded);
        Span<(char First, char Second, char Third)> begins = stackalloc (char, char, char)[question.Terms.Count];
        Span<bool> firsts = stackalloc bool[Letters];
        firsts.Clear();
        firsts['-'] = firsts['\''] = true;
        for (int i = 0; i < begins.Length; i++)
        {
            string term = question.Terms[i].Text;
            begins[i] = (term[0], term.Length == 1 ? '\0' : term[1], term.Length < MinStem ? '\0' : term[2]);
            firsts[term[0] % Letters] = true;
        }

        for (int at = 0, end; at < text.Length; at = end + 1)
        {
            int length = folded[at..].IndexOf(' ');
            end = length < 0 ? text.Length : at + length;
            var chunk = folded[at..end];
            if (!MayHold(chunk, firsts, begins))
            {
                continue;
            }

            own.Tokens.Clear();
            Tokenizer.Tokenize(text[at..end], chunk, own.Tokens);
            foreach (var token in own.Tokens)
            {
                if (TermOf(TermPool.Term(chunk, token), question) is >= 0 and var term)
                {
                    own.Asked.Add((token with { Start = at + token.Start }, term));
                }
            }
        }
    }

    // Stemming leaves the first two letters, but for a y that becomes an i, and the third where as many as four are left; joining takes hyphens out: most words need neither be cut nor stemmed.
    private static bool MayHold(ReadOnlySpan<char> chunk, ReadOnlySpan<bool> firsts, ReadOnlySpan<(char First, char Second, char Third)> begins)
    {
        for (int i = 0; i < chunk.Length; i++)
        {
            if (!firsts[chunk[i] % Letters])
            {
                continue;
            }

            if (chunk[i] is '-' or '\'')
            {
                return true;
            }

            var (next, after) = (i + 1 < chunk.Length ? chunk[i + 1] : '\0', i + 2 < chunk.Length ? chunk[i + 2] : '\0');
            foreach (var (first, second, third) in begins)
            {
                if (first == chunk[i] && (second == '\0' || (second == next && (third == '\0' || third == after)) || (second == 'i' && next == 'y')))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static int TermOf(string term, Question question)
    {
        for (int i = 0; i < question.Terms.Count; i++)
        {
            if (question.Terms[i].Text == term)
            {
                return i;
            }
        }

        return -1;
    }

    // Leaves one blank between words; how much is left.
    private static int Squeeze(Span<char> text)
    {
        int length = 0;
        foreach (char c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                text[length++] = c;
            }
            else if (length > 0 && text[length - 1] != ' ')
            {
                text[length++] = ' ';
            }
        }

        return length > 0 && text[length - 1] == ' ' ? length - 1 : length;
    }

    // Start of the window with the most hits, at a word.
    private static int Start(ReadOnlySpan<char> text, List<(int Start, int End)> hits)
    {
        int best = 0, most = 0;
        for (int i = 0; i < hits.Count; i++)
        {
            int count = 0;
            while (i + count < hits.Count && hits[i + count].End <= hits[i].Start + (Width * 3 / 4))
            {
                count++;
            }

            if (count > most)
            {
                (best, most) = (hits[i].Start, count);
            }
        }

        return best < Width / 4 ? 0 : text[..(best - (Width / 6) + 1)].LastIndexOf(' ') + 1;
    }

    // What a thread makes its snippets with.
    private sealed class Desk
    {
        public char[] Text { get; private set; } = [];

        public char[] Folded { get; private set; } = [];

        public List<Token> Tokens { get; } = [];

        public List<(Token Token, int Term)> Asked { get; } = [];

        public List<(int Start, int End)> Hits { get; } = [];

        public void Clear(int length)
        {
            if (Text.Length < length)
            {
                Text = new char[length + (length / 2)];
                Folded = new char[Text.Length];
            }

            Tokens.Clear();
            Asked.Clear();
            Hits.Clear();
        }
    }
}
