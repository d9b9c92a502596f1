namespace KnowledgeBase.Learning;

/// <summary>Ranking measures of one query, as TREC defines them; grades above 0 are relevant.</summary>
public static class RetrievalMetrics
{
    /// <summary>Normalised discounted cumulative gain at <paramref name="k"/> with linear gain (Järvelin and Kekäläinen 2002), 0 to 1.</summary>
    public static double Ndcg(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> judged, int k)
    {
        double gain = 0;
        for (int i = 0; i < Math.Min(k, ranking.Count); i++)
        {
            gain += judged.GetValueOrDefault(ranking[i]) / Math.Log2(i + 2);
        }

        double ideal = 0;
        int rank = 0;
        foreach (int grade in judged.Values.Where(g => g > 0).OrderDescending().Take(k))
        {
            ideal += grade / Math.Log2(rank++ + 2);
        }

        return ideal == 0 ? 0 : gain / ideal;
    }

    /// <summary>One over the rank of the first relevant result within <paramref name="k"/>, else 0.</summary>
    public static double ReciprocalRank(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> judged, int k)
    {
        for (int i = 0; i < Math.Min(k, ranking.Count); i++)
        {
            if (judged.GetValueOrDefault(ranking[i]) > 0)
            {
                return 1.0 / (i + 1);
            }
        }

        return 0;
    }

    /// <summary>Average precision over the whole ranking, 0 to 1.</summary>
    public static double AveragePrecision(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> judged)
    {
        int relevant = judged.Values.Count(g => g > 0), found = 0;
        double sum = 0;
        for (int i = 0; i < ranking.Count; i++)
        {
            if (judged.GetValueOrDefault(ranking[i]) > 0)
            {
                sum += ++found / (double)(i + 1);
            }
        }

        return relevant == 0 ? 0 : sum / relevant;
    }

    /// <summary>1 when any of the first <paramref name="k"/> results is relevant, else 0.</summary>
    public static double Hit(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> judged, int k) =>
        ReciprocalRank(ranking, judged, k) > 0 ? 1 : 0;

    /// <summary>Share of the relevant documents among the first <paramref name="k"/>, 0 to 1.</summary>
    public static double Recall(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> judged, int k)
    {
        int relevant = judged.Values.Count(g => g > 0);
        int found = ranking.Take(k).Count(id => judged.GetValueOrDefault(id) > 0);
        return relevant == 0 ? 0 : found / (double)relevant;
    }
}
