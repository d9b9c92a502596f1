using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace KnowledgeBase.Indexing;

/// <summary>
/// BM25 (Robertson and Zaragoza 2009) with the exact field length in the norm and the statistics of the field itself.
/// Lucene 4.8's own rounds lengths to eight bits and counts every document of the index, which skews an index that holds
/// passages, articles and tickets side by side.
/// </summary>
public sealed class ExactBm25(float k1 = 1.2f, float b = 0.75f) : Similarity
{
    // A title is short by nature: a shorter one is not by that the better match.
    private const float TitleB = 0.25f;

    /// <inheritdoc />
    public override long ComputeNorm(FieldInvertState state) => state.Length - state.NumOverlap;

    /// <inheritdoc />
    public override SimWeight ComputeWeight(float queryBoost, CollectionStatistics collectionStats, params TermStatistics[] termStats)
    {
        float idf = 0;
        foreach (var term in termStats)
        {
            idf += Idf(term.DocFreq, collectionStats.DocCount);
        }

        float average = collectionStats.DocCount <= 0 ? 1f : (float)collectionStats.SumTotalTermFreq / collectionStats.DocCount;
        return new Weight(collectionStats.Field, idf * queryBoost, Math.Max(1f, average));
    }

    /// <inheritdoc />
    public override SimScorer GetSimScorer(SimWeight weight, AtomicReaderContext context)
    {
        var stats = (Weight)weight;
        return new Scorer(stats.Value * (k1 + 1), k1, stats.Field == IndexFields.Title ? TitleB : b, stats.AverageLength, context.AtomicReader.GetNormValues(stats.Field));
    }

    /// <summary>ln(1 + (N - n + .5) / (n + .5)): never negative.</summary>
    public static float Idf(long documents, long all) => (float)Math.Log(1 + ((Math.Max(all, documents) - documents + 0.5) / (documents + 0.5)));

    private sealed class Weight(string name, float idf, float averageLength) : SimWeight
    {
        public string Field => name;

        public float Value { get; private set; } = idf;

        public float AverageLength => averageLength;

        public override float GetValueForNormalization() => 1f;

        public override void Normalize(float queryNorm, float topLevelBoost) => Value *= topLevelBoost;
    }

    private sealed class Scorer(float weight, float k1, float b, float averageLength, NumericDocValues? norms) : SimScorer
    {
        private readonly float free = k1 * (1 - b);
        private readonly float perTerm = k1 * b / averageLength;

        public override float Score(int doc, float freq) =>
            weight * freq / (freq + free + (perTerm * (norms is null ? averageLength : norms.Get(doc))));

        public override float ComputeSlopFactor(int distance) => 1f / (distance + 1);

        public override float ComputePayloadFactor(int doc, int start, int end, BytesRef payload) => 1f;
    }
}
