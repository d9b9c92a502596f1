namespace KnowledgeBase.Indexing;

/// <summary>How rare each term is in titles and passages.</summary>
internal static class CorpusIdf
{
    /// <summary>ln((1 + articles) / holders) of each term of <paramref name="articles"/>.</summary>
    public static Dictionary<string, float> Of(IReadOnlyList<IndexedArticle> articles, TermIds ids)
    {
        int[] holders = new int[ids.Count + 1], last = new int[ids.Count + 1];
        for (int i = 0; i < articles.Count; i++)
        {
            Count(articles[i].Title, i + 1);
            foreach (var passage in articles[i].Passages)
            {
                Count(passage.Terms, i + 1);
            }
        }

        var idf = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var (term, id) in ids.All)
        {
            if (id < holders.Length && holders[id] > 0)
            {
                idf[term] = MathF.Log((1f + articles.Count) / holders[id]);
            }
        }

        return idf;

        void Count(int[] terms, int article)
        {
            foreach (int term in terms)
            {
                holders[term] += last[term] == article ? 0 : 1;
                last[term] = article;
            }
        }
    }
}
