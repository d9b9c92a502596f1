using KnowledgeBase.Retrieval;
using KnowledgeBase.Text;

namespace KnowledgeBase.Ranking;

/// <summary>Says in plain words why a result stands where it stands; each reason is read off the features that made the score.</summary>
public static class Reasons
{
    private const int Most = 5;

    /// <summary>Up to five reasons, the strongest first.</summary>
    public static IReadOnlyList<string> Of(Ranked ranked, Retrieved retrieved, Indexing.KnowledgeIndex index)
    {
        var reasons = new List<string>();
        var candidate = ranked.Candidate;
        var article = candidate.Article;
        var codes = new List<string>();
        foreach (var term in retrieved.Question.Terms.Where(t => t.Kind == TokenKind.Code && article.HoldsCode(t.Surface)))
        {
            string code = Shown(term, retrieved.Question);
            if (!codes.Exists(c => c.Contains(code, StringComparison.Ordinal)))
            {
                codes.Add(code); // a path names its folders already
            }
        }

        if (codes.Count > 0)
        {
            reasons.Add($"same {(codes.Count == 1 ? "code" : "codes")} {string.Join(", ", codes.Take(3))}");
        }

        var inTitle = Held(retrieved, index, id => article.Title.AsSpan().Contains(id));
        if (inTitle.Count > 0)
        {
            reasons.Add($"title matches {string.Join(", ", inTitle.Take(4))}");
        }

        if (candidate.Solved > 0)
        {
            reasons.Add(candidate.Solved == 1 ? "solved a similar question" : $"solved {candidate.Solved} similar questions");
        }

        var inText = Held(retrieved, index, id => article.TermsOf(candidate.BestPassage).Contains(id) && !article.Title.AsSpan().Contains(id));
        if (inText.Count > 0)
        {
            reasons.Add($"text mentions {string.Join(", ", inText.Take(4))}");
        }

        if (candidate.Latent >= 0.35f)
        {
            reasons.Add("about the same topic");
        }

        var missing = Held(retrieved, index, id => id == 0 || !article.Holds(id));
        if (missing.Count > 0 && reasons.Count > 0)
        {
            reasons.Add($"missing: {string.Join(", ", missing.Take(3))}");
        }

        return reasons.Count <= Most ? reasons : reasons.GetRange(0, Most);
    }

    private static List<string> Held(Retrieved retrieved, Indexing.KnowledgeIndex index, Func<int, bool> held)
    {
        var found = new List<(string Surface, float Idf)>();
        for (int i = 0; i < retrieved.Question.Terms.Count; i++)
        {
            var term = retrieved.Question.Terms[i];
            if (term.Kind is not (TokenKind.Part or TokenKind.Joined) && held(index.TermIds.Find(term.Text)))
            {
                found.Add((Shown(term, retrieved.Question), retrieved.Idf[i]));
            }
        }

        return [.. found.OrderByDescending(f => f.Idf).Select(f => f.Surface)];
    }

    // As the person wrote it: E404, not e404.
    private static string Shown(QuestionTerm term, Question question)
    {
        int at = question.Text.Folded.IndexOf(term.Surface, StringComparison.Ordinal);
        string shown = at < 0 ? term.Surface : question.Text.Source.Substring(at, term.Surface.Length);
        return shown.Length <= 40 ? shown : shown[..39] + "…";
    }
}
