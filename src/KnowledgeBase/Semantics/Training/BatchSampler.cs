namespace KnowledgeBase.Semantics.Training;

/// <summary>Draws the pairs of each step; the draw depends on the seed and the step alone, so a resumed training draws the same.</summary>
internal sealed class BatchSampler
{
    private readonly IReadOnlyList<PairSource> sources;
    private readonly double[] cumulative;
    private readonly EmbeddingTrainingOptions options;

    /// <summary>A sampler that draws each source with its weight.</summary>
    public BatchSampler(IReadOnlyList<PairSource> sources, Func<PairSource, double> weight, EmbeddingTrainingOptions options)
    {
        this.sources = sources;
        this.options = options;
        cumulative = new double[sources.Count];
        double sum = 0;
        for (int i = 0; i < cumulative.Length; i++)
        {
            cumulative[i] = sum += weight(sources[i]);
        }
    }

    /// <summary>Fills <paramref name="pairs"/> and returns the number of components to learn with.</summary>
    public int Draw(int step, Span<int> pairs)
    {
        var random = new Random((int)Subwords.Mix(((ulong)(uint)options.Seed << 32) | (uint)step));
        for (int at = 0; at < pairs.Length; at += options.MicroBatch)
        {
            int found = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);
            int[] source = sources[Math.Min(found < 0 ? ~found : found, sources.Count - 1)].Pairs;
            for (int i = 0; i < options.MicroBatch; i++)
            {
                pairs[at + i] = source[random.Next(source.Length)];
            }
        }

        int shorter = random.Next(3);
        return Math.Max(64, (options.Dimensions >> shorter) & ~63);
    }
}
