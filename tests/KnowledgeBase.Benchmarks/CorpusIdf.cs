using KnowledgeBase.Text;

namespace KnowledgeBase.Benchmarks;

/// <summary>Inverse document frequency of each term of some texts, ln((1 + n) / df).</summary>
internal static class CorpusIdf
{
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
