namespace KnowledgeBase.Learning;

/// <summary>Paired bootstrap (Efron 1979): how sure a difference between two systems on the same questions is.</summary>
public static class Bootstrap
{
    private const int Resamples = 1_000;

    /// <summary>Share of resamples, 0 to 1, in which the mean of <paramref name="ours"/> is above that of <paramref name="theirs"/>; both hold a value by question, in the same order.</summary>
    public static double Better(IReadOnlyList<double> ours, IReadOnlyList<double> theirs, int seed = 1)
    {
        if (ours.Count != theirs.Count)
        {
            throw new ArgumentException($"Both need a value for each question, not {ours.Count} and {theirs.Count}.", nameof(ours));
        }

        var random = new Random(seed);
        int better = 0;
        for (int i = 0; i < Resamples; i++)
        {
            double sum = 0;
            for (int q = 0; q < ours.Count; q++)
            {
                int pick = random.Next(ours.Count);
                sum += ours[pick] - theirs[pick];
            }

            better += sum > 0 ? 1 : 0;
        }

        return (double)better / Resamples;
    }
}
