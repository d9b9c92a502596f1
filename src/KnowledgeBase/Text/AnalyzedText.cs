namespace KnowledgeBase.Text;

/// <summary>A text with its tokens and their terms: what questions, passages and tickets are compared by.</summary>
public sealed class AnalyzedText
{
    private AnalyzedText(string source, string folded, List<Token> tokens, string[] terms)
    {
        Source = source;
        Folded = folded;
        Tokens = tokens;
        Terms = terms;
    }

    /// <summary>The text as given.</summary>
    public string Source { get; }

    /// <summary>The text as searched, of the same length (<see cref="Folding"/>).</summary>
    public string Folded { get; }

    /// <summary>The tokens, in order of position.</summary>
    public IReadOnlyList<Token> Tokens { get; }

    /// <summary>The term of each token.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>Analyzes <paramref name="text"/>.</summary>
    public static AnalyzedText Of(string text)
    {
        string folded = Folding.Fold(text);
        var tokens = Tokenizer.Tokenize(text, folded);
        var terms = new string[tokens.Count];
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = TermPool.Term(folded, tokens[i]);
        }

        return new AnalyzedText(text, folded, tokens, terms);
    }

    /// <summary>The token as written, folded but not stemmed.</summary>
    public string Surface(int index) => TermPool.Surface(Folded, Tokens[index]);
}
