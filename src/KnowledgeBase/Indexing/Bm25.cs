namespace KnowledgeBase.Indexing;

/// <summary>
/// BM25 (Robertson and Zaragoza 2009) with the exact length of a field and the statistics of the field itself.
/// Lucene 4.8's own rounds lengths to eight bits and counts every document of the index, which skews an index that holds
/// passages, articles and tickets side by side.
/// </summary>
public static class Bm25
{
    /// <summary>How soon a repeated term counts no more.</summary>
    public const float K1 = 1.2f;

    /// <summary>What one term scores at most, as a multiple of its idf.</summary>
    public const float Ceiling = K1 + 1;

    /// <summary>How much a long text is held against it.</summary>
    public const float B = 0.75f;

    /// <summary>The same for titles: a title is short by nature, a shorter one is not by that the better match.</summary>
    public const float TitleB = 0.25f;

    /// <summary>ln(1 + (N - n + .5) / (n + .5)): never negative.</summary>
    public static float Idf(long documents, long all) => (float)Math.Log(1 + ((Math.Max(all, documents) - documents + 0.5) / (documents + 0.5)));
}
