using System.Numerics.Tensors;
using KnowledgeBase.Articles;
using KnowledgeBase.Learning;
using KnowledgeBase.Semantics;
using KnowledgeBase.Text;

namespace KnowledgeBase.Benchmarks;

/// <summary>The latent space of the set's own passages.</summary>
internal sealed class LatentScores
{
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly LatentSemantics model;
    private readonly List<float[][]> passages;

    public LatentScores(Dataset set)
    {
        model = LatentSemantics.Learn(set.Articles.Select(a => Ids(a.Article.Title + "\n" + EmbedEval.Whole(a))).ToList());
        passages = [.. set.Articles.Select(a => Passages.Of(a.Content).Select(p => Vector(a.Article.Title + "\n" + p.Text)).ToArray())];
    }

    public void Compare(string question, List<PlacedArticle> documents)
    {
        float[] vector = Vector(question);
        for (int i = 0; i < documents.Count; i++)
        {
            documents[i].LatentScore = passages[i].Max(p => TensorPrimitives.Dot<float>(p, vector));
        }
    }

    private float[] Vector(string text)
    {
        var vector = new float[model.Dimensions];
        model.Encode(Ids(text), vector);
        return vector;
    }

    private int[] Ids(string text)
    {
        foreach (string term in AnalyzedText.Of(text).Terms)
        {
            ids.TryAdd(term, ids.Count);
        }

        return [.. AnalyzedText.Of(text).Terms.Select(t => ids[t])];
    }
}
