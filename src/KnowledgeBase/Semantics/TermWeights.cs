namespace KnowledgeBase.Semantics;

/// <summary>How much each term counts in one corpus, 0 to 1.</summary>
internal sealed class TermWeights
{
    private readonly Dictionary<string, float> byTerm;

    private TermWeights(Dictionary<string, float> byTerm) => this.byTerm = byTerm;

    /// <summary>Weights (idf / largest idf) ^ exponent.</summary>
    public static TermWeights From(IReadOnlyDictionary<string, float> idf, float exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exponent, 1);
        float largest = idf.Count == 0 ? 0 : idf.Values.Max();
        var weights = new Dictionary<string, float>(idf.Count, StringComparer.Ordinal);
        foreach (var (term, value) in idf)
        {
            if (largest > 0 && value < largest)
            {
                weights[term] = MathF.Pow(Math.Max(value, 0) / largest, exponent);
            }
        }

        return new TermWeights(weights);
    }

    /// <summary>The weight of <paramref name="term"/>; 1 for one that the corpus lacks.</summary>
    public float Of(string term) => byTerm.TryGetValue(term, out float weight) ? weight : 1;
}
