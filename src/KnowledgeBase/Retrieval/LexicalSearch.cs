using KnowledgeBase.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace KnowledgeBase.Retrieval;

/// <summary>One document that matched.</summary>
/// <param name="Key">Key of its article or ticket.</param>
/// <param name="Ordinal">Number of the passage; 0 for whole documents.</param>
/// <param name="Score">BM25.</param>
public readonly record struct Hit(long Key, int Ordinal, float Score);

/// <summary>BM25 over one field of the index.</summary>
public static class LexicalSearch
{
    /// <summary>The best <paramref name="count"/> documents for <paramref name="question"/> in <paramref name="field"/>, best first.</summary>
    public static IReadOnlyList<Hit> Search(IndexSearcher searcher, string field, Question question, int count)
    {
        if (question.Terms.Count == 0)
        {
            return [];
        }

        var query = new BooleanQuery(disableCoord: true);
        foreach (var term in question.Terms)
        {
            query.Add(new TermQuery(new Term(field, term.Text)) { Boost = term.Weight }, Occur.SHOULD);
        }

        var top = searcher.Search(query, count).ScoreDocs;
        var hits = new Hit[top.Length];
        for (int i = 0; i < top.Length; i++)
        {
            var leaf = searcher.IndexReader.Leaves[ReaderUtil.SubIndex(top[i].Doc, searcher.IndexReader.Leaves)];
            int doc = top[i].Doc - leaf.DocBase;
            long key = leaf.AtomicReader.GetNumericDocValues(IndexFields.Key).Get(doc);
            long ordinal = field == IndexFields.Passage ? leaf.AtomicReader.GetNumericDocValues(IndexFields.Ordinal).Get(doc) : 0;
            hits[i] = new Hit(key, (int)ordinal, top[i].Score);
        }

        return hits;
    }
}
