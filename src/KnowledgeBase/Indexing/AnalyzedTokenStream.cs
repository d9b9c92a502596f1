using KnowledgeBase.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace KnowledgeBase.Indexing;

/// <summary>Feeds texts that are already analyzed to Lucene, so that the index and the features see the same terms.</summary>
public sealed class AnalyzedTokenStream : TokenStream
{
    // Positions between two texts of one field.
    private const int Gap = 10;

    private readonly (AnalyzedText Text, int From, int To)[] texts;
    private readonly ICharTermAttribute term;
    private readonly IPositionIncrementAttribute increment;
    private int text = -1;
    private int at;
    private int previous;

    /// <summary>A stream over <paramref name="texts"/>, one after the other.</summary>
    public AnalyzedTokenStream(params AnalyzedText[] texts)
        : this(Array.ConvertAll(texts, t => (t, 0, t.Tokens.Count)))
    {
    }

    /// <summary>A stream over pieces of <paramref name="texts"/>, from one token to before another, one after the other.</summary>
    public AnalyzedTokenStream(params (AnalyzedText Text, int From, int To)[] texts)
    {
        this.texts = texts;
        term = AddAttribute<ICharTermAttribute>();
        increment = AddAttribute<IPositionIncrementAttribute>();
    }

    /// <inheritdoc />
    public override bool IncrementToken()
    {
        while (text < texts.Length && (text < 0 || at == texts[text].To))
        {
            text++;
            at = text < texts.Length ? texts[text].From : 0;
            previous = -Gap;
        }

        if (text == texts.Length)
        {
            return false;
        }

        ClearAttributes();
        var (source, from, _) = texts[text];
        term.SetEmpty().Append(source.Terms[at]);
        int position = source.Tokens[at].Position;
        increment.PositionIncrement = at == from ? 1 : Math.Max(0, position - previous);
        previous = position;
        at++;
        return true;
    }

    /// <inheritdoc />
    public override void Reset()
    {
        text = -1;
        at = 0;
        previous = 0;
    }
}
