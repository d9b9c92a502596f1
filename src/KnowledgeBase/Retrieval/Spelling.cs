using KnowledgeBase.Indexing;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval;

/// <summary>Mends misspelt words of a question with words that public articles hold.</summary>
public static class Spelling
{
    private const int MinLength = 6;
    private const int LongLength = 8; // from here on two edits
    private const int MaxMended = 3;

    /// <summary>The question with its unknown words mended, or null when there is nothing to mend.</summary>
    public static string? Suggest(Question question, KnowledgeIndex index)
    {
        string text = question.Text.Source;
        int shift = 0, mended = 0;
        for (int i = 0; i < question.Text.Tokens.Count && mended < MaxMended; i++)
        {
            var token = question.Text.Tokens[i];
            if (token.Kind == TokenKind.Word && token.Length >= MinLength && Mended(question.Text, i, index) is { } word)
            {
                text = string.Concat(text.AsSpan(0, token.Start + shift), word, text.AsSpan(token.Start + shift + token.Length));
                shift += word.Length - token.Length;
                mended++;
            }
        }

        return mended == 0 ? null : text;
    }

    private static string? Mended(AnalyzedText text, int token, KnowledgeIndex index)
    {
        string surface = text.Surface(token);
        return surface.AsSpan().IndexOfAnyExceptInRange('a', 'z') >= 0 || StopWords.Contains(surface)
            || index.Postings.Whole.DocumentFrequency(index.TermIds.Find(text.Terms[token])) > 0
            ? null
            : index.Words.Nearest(surface, surface.Length >= LongLength ? 2 : 1);
    }
}
