using KnowledgeBase.Text;

namespace KnowledgeBase.Semantics;

/// <summary>How rare each term is in a corpus.</summary>
public static class CorpusIdf
{
    /// <summary>Inverse document frequency of each term of <paramref name="texts"/>, ln((1 + n) / df).</summary>
    public static Dictionary<string, float> Of(IEnumerable<string> texts)
    {
        var frequency = new Dictionary<string, int>(StringComparer.Ordinal);
        int count = 0;
        foreach (string text in texts)
        {
            count++;
            foreach (string term in AnalyzedText.Of(text).Terms.Distinct())
            {
                frequency[term] = frequency.GetValueOrDefault(term) + 1;
            }
        }

        return frequency.ToDictionary(f => f.Key, f => MathF.Log((1f + count) / f.Value), StringComparer.Ordinal);
    }
}
