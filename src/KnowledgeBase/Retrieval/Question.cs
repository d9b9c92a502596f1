using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval;

/// <summary>One distinct term of a question.</summary>
/// <param name="Text">The term as indexed.</param>
/// <param name="Surface">The word as asked, folded.</param>
/// <param name="Weight">How much it counts: its repetitions, damped and capped.</param>
/// <param name="Kind">What it is.</param>
public sealed record QuestionTerm(string Text, string Surface, float Weight, TokenKind Kind);

/// <summary>A question made ready for search: analyzed once, used by every stage.</summary>
public sealed class Question
{
    /// <summary>Terms beyond this many are not searched; a pasted log has hundreds that say nothing.</summary>
    public const int MaxTerms = 64;

    private const int MaxShown = 40;

    private readonly string?[] shown;

    private Question(AnalyzedText text, IReadOnlyList<QuestionTerm> terms)
    {
        Text = text;
        Terms = terms;
        shown = new string?[terms.Count];
    }

    /// <summary>The analyzed text.</summary>
    public AnalyzedText Text { get; }

    /// <summary>Its distinct terms in order of first appearance, without stop words unless there is nothing else.</summary>
    public IReadOnlyList<QuestionTerm> Terms { get; }

    /// <summary>Analyzes a question.</summary>
    public static Question Of(string text)
    {
        var analyzed = AnalyzedText.Of(text);
        var terms = Collect(analyzed, keepStopWords: false);
        return new Question(analyzed, terms.Count > 0 ? terms : Collect(analyzed, keepStopWords: true));
    }

    /// <summary>A term as the person wrote it, E404 and not e404, at most 40 characters.</summary>
    public string Shown(int term)
    {
        if (shown[term] is { } known)
        {
            return known;
        }

        string surface = Terms[term].Surface;
        int at = Text.Folded.IndexOf(surface, StringComparison.Ordinal);
        string written = at < 0 ? surface : Text.Source.Substring(at, surface.Length);
        return shown[term] = written.Length <= MaxShown ? written : written[..(MaxShown - 1)] + "…";
    }

    private static List<QuestionTerm> Collect(AnalyzedText text, bool keepStopWords)
    {
        var order = new List<(string Term, int Index)>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < text.Tokens.Count; i++)
        {
            string surface = text.Surface(i);
            if (!keepStopWords && StopWords.Contains(surface))
            {
                continue;
            }

            string term = text.Terms[i];
            if (counts.TryGetValue(term, out int count))
            {
                counts[term] = count + 1;
            }
            else if (order.Count < MaxTerms)
            {
                counts[term] = 1;
                order.Add((term, i));
            }
        }

        // k3 = 1 damps repetition as BM25's query side does, (k3 + 1) q / (k3 + q): never above 2.
        return order.ConvertAll(o => new QuestionTerm(o.Term, text.Surface(o.Index), 2f * counts[o.Term] / (1f + counts[o.Term]), text.Tokens[o.Index].Kind));
    }
}
