using KnowledgeBase.Indexing;
using KnowledgeBase.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Lucene.Net.Util.Automaton;

namespace KnowledgeBase.Retrieval;

/// <summary>Mends misspelt words of a question with words that public articles hold.</summary>
public static class Spelling
{
    private const int MinLength = 6;
    private const int MaxMended = 3;

    /// <summary>The question with its unknown words mended, or null when there is nothing to mend.</summary>
    public static string? Suggest(Question question, KnowledgeIndex index) => index.Read(searcher =>
    {
        string text = question.Text.Source;
        string folded = question.Text.Folded;
        int shift = 0, mended = 0;
        foreach (var token in question.Text.Tokens)
        {
            string surface = TermPool.Surface(folded, token);
            if (mended == MaxMended || token.Kind != TokenKind.Word || surface.Length < MinLength || StopWords.Contains(surface) || !surface.All(char.IsAsciiLetter)
                || searcher.IndexReader.DocFreq(new Term(IndexFields.Words, surface)) > 0
                || searcher.IndexReader.DocFreq(new Term(IndexFields.Whole, TermPool.Stem(surface))) > 0
                || Nearest(searcher, surface) is not { } word)
            {
                continue;
            }

            text = string.Concat(text.AsSpan(0, token.Start + shift), word, text.AsSpan(token.Start + shift + token.Length));
            shift += word.Length - token.Length;
            mended++;
        }

        return mended == 0 ? null : text;
    });

    // The most frequent word within one edit (two from eight letters on) with the same first letter.
    private static string? Nearest(IndexSearcher searcher, string word)
    {
        var terms = MultiFields.GetTerms(searcher.IndexReader, IndexFields.Words);
        if (terms is null)
        {
            return null;
        }

        int edits = Math.Min(word.Length >= 8 ? 2 : 1, LevenshteinAutomata.MAXIMUM_SUPPORTED_DISTANCE);
        var near = new FuzzyTermsEnum(terms, new AttributeSource(), new Term(IndexFields.Words, word), edits, prefixLength: 1, transpositions: true);
        string? best = null;
        int most = 0;
        while (near.MoveNext())
        {
            string candidate = near.Term.Utf8ToString();
            if (near.DocFreq > most && candidate.All(char.IsAsciiLetter))
            {
                (best, most) = (candidate, near.DocFreq);
            }
        }

        return best;
    }
}
