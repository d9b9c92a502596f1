using KnowledgeBase.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace KnowledgeBase.Indexing;

/// <summary>Feeds the unstemmed words of analyzed texts to Lucene; spelling and completion are looked up among them.</summary>
public sealed class SurfaceTokenStream : TokenStream
{
    private readonly AnalyzedText[] texts;
    private readonly ICharTermAttribute term;
    private int text;
    private int at;

    /// <summary>A stream over <paramref name="texts"/>, one after the other.</summary>
    public SurfaceTokenStream(params AnalyzedText[] texts)
    {
        this.texts = texts;
        term = AddAttribute<ICharTermAttribute>();
    }

    /// <inheritdoc />
    public override bool IncrementToken()
    {
        while (text < texts.Length && at == texts[text].Tokens.Count)
        {
            text++;
            at = 0;
        }

        if (text == texts.Length)
        {
            return false;
        }

        ClearAttributes();
        term.SetEmpty().Append(texts[text].Surface(at++));
        return true;
    }

    /// <inheritdoc />
    public override void Reset()
    {
        text = 0;
        at = 0;
    }
}
