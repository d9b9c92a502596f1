using KnowledgeBase.Indexing;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Text;

namespace KnowledgeBase.Ranking;

/// <summary>Says in plain words why a result stands where it stands; each reason is read off the features that made the score.</summary>
public static class Reasons
{
    private const int Most = 5;
    private const int MostCodes = 3;
    private const int MostHeld = 4;
    private const int MostMissing = 3;

    /// <summary>Up to five reasons, the strongest first.</summary>
    public static IReadOnlyList<string> Of(Ranked ranked, Retrieved retrieved)
    {
        var reasons = new List<string>(Most);
        var candidate = ranked.Candidate;
        var article = candidate.Article;
        if (Codes(retrieved, article) is { } codes)
        {
            reasons.Add($"same {(codes.Count == 1 ? "code" : "codes")} {string.Join(", ", codes.Take(MostCodes))}");
        }

        Span<int> inTitle = stackalloc int[Question.MaxTerms], inText = stackalloc int[Question.MaxTerms], missing = stackalloc int[Question.MaxTerms];
        int titles = 0, texts = 0, missed = 0;
        for (int i = 0; i < retrieved.Terms.Length; i++)
        {
            if (retrieved.Question.Terms[i].Kind is TokenKind.Part or TokenKind.Joined)
            {
                continue;
            }

            int term = retrieved.Terms[i].Id;
            if (article.Title.AsSpan().Contains(term))
            {
                titles = Insert(inTitle, titles, i, retrieved.Idf);
            }
            else if (article.TermsOf(candidate.BestPassage).Contains(term))
            {
                texts = Insert(inText, texts, i, retrieved.Idf);
            }
            else if (term == 0 || !article.Holds(term))
            {
                missed = Insert(missing, missed, i, retrieved.Idf);
            }
        }

        Say("title matches ", inTitle[..Math.Min(titles, MostHeld)], retrieved.Question, reasons);
        if (candidate.Solved > 0)
        {
            reasons.Add(candidate.Solved == 1 ? "solved a similar question" : $"solved {candidate.Solved} similar questions");
        }

        Say("text mentions ", inText[..Math.Min(texts, MostHeld)], retrieved.Question, reasons);
        if (candidate.Latent >= 0.35f)
        {
            reasons.Add("about the same topic");
        }

        if (reasons.Count is > 0 and < Most)
        {
            Say("missing: ", missing[..Math.Min(missed, MostMissing)], retrieved.Question, reasons);
        }

        return reasons;
    }

    private static List<string>? Codes(Retrieved retrieved, IndexedArticle article)
    {
        var question = retrieved.Question;
        List<string>? codes = null;
        for (int i = 0; i < question.Terms.Count; i++)
        {
            if (question.Terms[i].Kind == TokenKind.Code && article.HoldsCode(retrieved.Codes[i]) && codes?.Exists(c => c.Contains(question.Shown(i), StringComparison.Ordinal)) != true)
            {
                (codes ??= []).Add(question.Shown(i)); // a path names its folders already
            }
        }

        return codes;
    }

    // The rarest first, of equally rare ones the earlier.
    private static int Insert(Span<int> terms, int count, int term, float[] idf)
    {
        int at = count;
        for (; at > 0 && idf[terms[at - 1]] < idf[term]; at--)
        {
            terms[at] = terms[at - 1];
        }

        terms[at] = term;
        return count + 1;
    }

    private static void Say(string what, ReadOnlySpan<int> terms, Question question, List<string> reasons)
    {
        if (terms.Length == 0)
        {
            return;
        }

        string said = what + question.Shown(terms[0]);
        for (int i = 1; i < terms.Length; i++)
        {
            said = string.Concat(said, ", ", question.Shown(terms[i]));
        }

        reasons.Add(said);
    }
}
