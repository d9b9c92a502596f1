using KnowledgeBase.Indexing;

namespace KnowledgeBase.Retrieval;

/// <summary>BM25 over one field of the index.</summary>
public static class LexicalSearch
{
    /// <summary>The best <paramref name="count"/> documents for <paramref name="question"/> in <paramref name="field"/>, best first.</summary>
    public static IReadOnlyList<Hit<T>> Search<T>(KnowledgeIndex index, FieldView<T> field, Question question, int count)
        where T : class, IIndexed
    {
        var hits = new Hit<T>[count];
        return hits[..field.Search(Weighted(index, question), hits, ordered: true)];
    }

    /// <summary>The terms of <paramref name="question"/> by number.</summary>
    public static WeightedTerm[] Weighted(KnowledgeIndex index, Question question)
    {
        var terms = new WeightedTerm[question.Terms.Count];
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = new WeightedTerm(index.TermIds.Find(question.Terms[i].Text), question.Terms[i].Weight);
        }

        return terms;
    }
}
