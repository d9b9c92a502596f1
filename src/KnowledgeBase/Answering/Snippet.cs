using System.Buffers;
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

    /// <summary>The best window of <paramref name="text"/> for <paramref name="question"/>, in parts; <paramref name="idf"/> says how rare each of its terms is.</summary>
    public static IReadOnlyList<SnippetPart> Of(string text, Question question, IReadOnlyList<float> idf)
    {
        text = Squeezed(text);
        var (tokens, asked) = Asked(text, question);
        float least = 0;
        foreach (int term in asked)
        {
            least = term >= 0 ? Math.Max(least, idf[term] * Telling) : least;
        }

        var hits = new List<(int Start, int End)>();
        for (int i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (asked[i] < 0 || idf[asked[i]] < least || token.Kind == TokenKind.Joined || (hits.Count > 0 && token.Start < hits[^1].End))
            {
                continue;
            }

            if (hits.Count > 0 && text.AsSpan(hits[^1].End..token.Start) is " ")
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
        Add(from > 0 || (text.Length > 0 && !char.IsUpper(text[0]) && !char.IsDigit(text[0])) ? "… " : "", false); // a passage may begin inside a sentence
        foreach (var (start, end) in hits)
        {
            if (start >= at && end <= to)
            {
                Add(text[at..start], false);
                Add(text[start..end], true);
                at = end;
            }
        }

        Add(text[at..Math.Max(at, to)], false);
        Add(to < text.Length ? " …" : "", false);
        return parts;

        void Add(string part, bool hit)
        {
            if (part.Length > 0)
            {
                parts.Add(new SnippetPart(part, hit));
            }
        }
    }

    // The tokens of a text, and of each the term of the question that it is, or -1. Stemming leaves the first letter, so that most words need none.
    private static (List<Token> Tokens, int[] Asked) Asked(string text, Question question)
    {
        string folded = Folding.Fold(text);
        var tokens = Tokenizer.Tokenize(text, folded);
        Span<char> firsts = stackalloc char[Question.MaxTerms];
        for (int i = 0; i < question.Terms.Count; i++)
        {
            firsts[i] = question.Terms[i].Text[0];
        }

        firsts = firsts[..question.Terms.Count];
        int[] asked = new int[tokens.Count];
        for (int i = 0; i < asked.Length; i++)
        {
            asked[i] = tokens[i].Kind == TokenKind.Joined || firsts.Contains(folded[tokens[i].Start]) ? TermOf(TermPool.Term(folded, tokens[i]), question) : -1;
        }

        return (tokens, asked);
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

    // One blank between words.
    private static string Squeezed(string text)
    {
        char[] kept = ArrayPool<char>.Shared.Rent(text.Length);
        int length = 0;
        foreach (char c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                kept[length++] = c;
            }
            else if (length > 0 && kept[length - 1] != ' ')
            {
                kept[length++] = ' ';
            }
        }

        string squeezed = new(kept.AsSpan(0, length > 0 && kept[length - 1] == ' ' ? length - 1 : length));
        ArrayPool<char>.Shared.Return(kept);
        return squeezed;
    }

    // Start of the window with the most hits, at a word.
    private static int Start(string text, List<(int Start, int End)> hits)
    {
        int best = 0, most = 0;
        for (int i = 0; i < hits.Count; i++)
        {
            int count = hits.Count(h => h.Start >= hits[i].Start && h.End <= hits[i].Start + (Width * 3 / 4));
            if (count > most)
            {
                (best, most) = (hits[i].Start, count);
            }
        }

        if (best < Width / 4)
        {
            return 0;
        }

        int from = text.LastIndexOf(' ', best - (Width / 6));
        return from < 0 ? 0 : from + 1;
    }
}
