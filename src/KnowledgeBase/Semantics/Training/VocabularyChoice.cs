namespace KnowledgeBase.Semantics.Training;

/// <summary>The terms worth a row: those most often met in training, and how rare each is.</summary>
/// <param name="Vocabulary">The terms.</param>
/// <param name="Idf">Inverse document frequency of each, ln(texts / texts with it).</param>
internal sealed record VocabularyChoice(EmbeddingVocabulary Vocabulary, float[] Idf)
{
    /// <summary>Chooses by the number of texts with the term, texts weighted as their source is drawn.</summary>
    public static VocabularyChoice From(PairCorpus corpus, EmbeddingTrainingOptions options)
    {
        var frequency = new double[corpus.Terms.Count];
        var seen = new int[corpus.Terms.Count];
        double total = 0;
        foreach (var source in corpus.Sources)
        {
            double weight = options.DrawWeight(source) / source.Pairs.Length;
            total += 2 * weight * source.Pairs.Length;
            foreach (int pair in source.Pairs)
            {
                for (int text = 2 * pair; text <= (2 * pair) + 1; text++)
                {
                    foreach (int code in corpus.Text(text))
                    {
                        if (seen[code >> 2] != text + 1)
                        {
                            seen[code >> 2] = text + 1;
                            frequency[code >> 2] += weight;
                        }
                    }
                }
            }
        }

        int[] chosen = [.. Enumerable.Range(0, frequency.Length)
            .OrderByDescending(id => frequency[id])
            .ThenBy(id => corpus.Terms[id], StringComparer.Ordinal)
            .Take(options.Vocabulary)];
        return new VocabularyChoice(
            new EmbeddingVocabulary([.. chosen.Select(id => corpus.Terms[id])]),
            [.. chosen.Select(id => (float)Math.Max(0.1, Math.Log(total / frequency[id])))]);
    }
}
