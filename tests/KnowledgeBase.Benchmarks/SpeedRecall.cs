using KnowledgeBase.Indexing;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Benchmarks;

/// <summary>How many of the articles that exact cosines put first the choice by signs finds.</summary>
internal static class SpeedRecall
{
    private const int First = 100;

    /// <summary>Mean recall of the first 100, and that of the question at the fifth percentile.</summary>
    public static (double Mean, double Low) Of(KnowledgeIndex index, IReadOnlyList<string> questions)
    {
        var view = index.Semantic;
        var vector = new sbyte[view.Dimensions];
        var hits = new SemanticHit[Retriever.SemanticDepth];
        var recalls = new List<double>();
        foreach (string question in questions)
        {
            float scale = view.Encode(Question.Of(question).Text, vector);
            var exact = index.Articles.Values.OrderByDescending(a => Score(view.Score(a, a.Slot, vector, scale))).Take(First).ToHashSet();
            int count = view.Nearest(vector, scale, hits);
            recalls.Add(hits.Take(count).Count(h => exact.Contains(h.Article)) / (double)exact.Count);
        }

        recalls.Sort();
        return (recalls.Average(), recalls[recalls.Count / 20]);
    }

    private static float Score(in SemanticHit hit) => (Fusion.SemanticAskedWeight * hit.Asked) + (Fusion.SemanticWeight * hit.Passage);
}
