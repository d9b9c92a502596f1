using KnowledgeBase.Indexing;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval;

/// <summary>Mends misspelt words of a question with words that public articles hold.</summary>
public static class Spelling
{
    private const int MinLength = 6;
    private const int LongLength = 8; // from here on two edits
    private const int MaxMended = 3;
    private const int Holders = 32; // articles looked at for one that the public may see

    /// <summary>The question with its unknown words mended, or null when there is nothing to mend. Words that only agents' articles hold are nobody's business.</summary>
    public static string? Suggest(Question question, KnowledgeIndex index, Visible visible)
    {
        string text = question.Text.Source;
        int shift = 0, mended = 0;
        for (int i = 0; i < question.Text.Tokens.Count && mended < MaxMended; i++)
        {
            var token = question.Text.Tokens[i];
            if (token.Kind == TokenKind.Word && token.Length >= MinLength && Mended(question.Text, i, index, visible) is { } word)
            {
                text = string.Concat(text.AsSpan(0, token.Start + shift), word, text.AsSpan(token.Start + shift + token.Length));
                shift += word.Length - token.Length;
                mended++;
            }
        }

        return mended == 0 ? null : text;
    }

    private static string? Mended(AnalyzedText text, int token, KnowledgeIndex index, Visible visible)
    {
        string surface = text.Surface(token);
        return surface.AsSpan().IndexOfAnyExceptInRange('a', 'z') >= 0 || StopWords.Contains(surface)
            || index.Postings.Whole.DocumentFrequency(index.TermIds.Find(text.Terms[token])) > 0
            ? null
            : index.Words.Nearest(surface, surface.Length >= LongLength ? 2 : 1, word => IsPublic(word, index, visible));
    }

    // The list is of the last refresh, and of articles that may have become the agents' since.
    private static bool IsPublic(string word, KnowledgeIndex index, Visible visible)
    {
        var hits = new Hit<IndexedArticle>[Holders];
        int count = index.Postings.Whole.Search([new WeightedTerm(index.TermIds.Find(TermPool.Stem(word)), 1)], hits);
        return visible.Of(Viewer.Public, new ArraySegment<Hit<IndexedArticle>>(hits, 0, count), h => h.Owner.Key, 1).Count > 0;
    }
}
