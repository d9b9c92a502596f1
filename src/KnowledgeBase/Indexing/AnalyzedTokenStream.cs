using KnowledgeBase.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace KnowledgeBase.Indexing;

/// <summary>Feeds texts that are already analyzed to Lucene, so that the index and the features see the same terms.</summary>
public sealed class AnalyzedTokenStream : TokenStream
{
    // Positions between two texts of one field.
    private const int Gap = 10;

    private readonly AnalyzedText[] texts;
    private readonly ICharTermAttribute term;
    private readonly IPositionIncrementAttribute increment;
    private int text;
    private int at;
    private int previous;

    /// <summary>A stream over <paramref name="texts"/>, one after the other.</summary>
    public AnalyzedTokenStream(params AnalyzedText[] texts)
    {
        this.texts = texts;
        term = AddAttribute<ICharTermAttribute>();
        increment = AddAttribute<IPositionIncrementAttribute>();
    }

    /// <inheritdoc />
    public override bool IncrementToken()
    {
        while (text < texts.Length && at == texts[text].Tokens.Count)
        {
            text++;
            at = 0;
            previous = -Gap;
        }

        if (text == texts.Length)
        {
            return false;
        }

        ClearAttributes();
        var source = texts[text];
        term.SetEmpty().Append(source.Terms[at]);
        int position = source.Tokens[at].Position;
        increment.PositionIncrement = at == 0 ? 1 : Math.Max(0, position - previous);
        previous = position;
        at++;
        return true;
    }

    /// <inheritdoc />
    public override void Reset()
    {
        text = 0;
        at = 0;
        previous = 0;
    }
}
