using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;

namespace KnowledgeBase.Indexing;

/// <summary>Has Lucene write the exact length of each field; scores are <see cref="Bm25"/>'s, reckoned in <see cref="FieldView{T}"/>.</summary>
internal sealed class FieldLengths : Similarity
{
    /// <inheritdoc />
    public override long ComputeNorm(FieldInvertState state) => state.Length - state.NumOverlap;

    /// <inheritdoc />
    public override SimWeight ComputeWeight(float queryBoost, CollectionStatistics collectionStats, params TermStatistics[] termStats) =>
        throw new NotSupportedException("Lucene does not score here.");

    /// <inheritdoc />
    public override SimScorer GetSimScorer(SimWeight weight, AtomicReaderContext context) =>
        throw new NotSupportedException("Lucene does not score here.");
}
