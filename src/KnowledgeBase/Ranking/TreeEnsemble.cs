namespace KnowledgeBase.Ranking;

/// <summary>
/// Boosted decision trees as flat arrays: the sum over trees of the leaf each row falls into.
/// ML.NET's own PredictionEngine is not safe to share between threads; this is, and takes microseconds.
/// </summary>
public sealed class TreeEnsemble
{
    /// <summary>Index of each tree's first node.</summary>
    public required int[] Roots { get; init; }

    /// <summary>Feature tested at each node.</summary>
    public required int[] Features { get; init; }

    /// <summary>Values up to and including this go left.</summary>
    public required float[] Thresholds { get; init; }

    /// <summary>Next node when left: a node's index, or ~index of a leaf.</summary>
    public required int[] Left { get; init; }

    /// <summary>Next node when right, likewise.</summary>
    public required int[] Right { get; init; }

    /// <summary>Value of each leaf, tree weight included.</summary>
    public required double[] Leaves { get; init; }

    /// <summary>Added to every sum.</summary>
    public double Bias { get; init; }

    /// <summary>The sum for one row.</summary>
    public double Score(ReadOnlySpan<float> row)
    {
        double sum = Bias;
        foreach (int root in Roots)
        {
            int node = root;
            while (node >= 0)
            {
                node = row[Features[node]] <= Thresholds[node] ? Left[node] : Right[node];
            }

            sum += Leaves[~node];
        }

        return sum;
    }
}
