using KnowledgeBase.Indexing;
using KnowledgeBase.Text;

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

    /// <summary>Numbers of the surfaces of the terms of <paramref name="question"/> that are codes; 0 for the others, and for codes that nothing holds.</summary>
    public static int[] Codes(KnowledgeIndex index, Question question)
    {
        var codes = new int[question.Terms.Count];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = question.Terms[i].Kind == TokenKind.Code ? index.TermIds.Find(question.Terms[i].Surface) : 0;
        }

        return codes;
    }
}
