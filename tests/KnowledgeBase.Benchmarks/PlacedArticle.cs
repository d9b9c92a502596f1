using System.Numerics.Tensors;
using KnowledgeBase.Articles;
using KnowledgeBase.Learning;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Benchmarks;

/// <summary>An article's vectors and how near a question is to them.</summary>
internal sealed class PlacedArticle
{
    private readonly float[] whole;
    private readonly float[] title;
    private readonly float[][] passages;

    public PlacedArticle(DatasetArticle article, StaticEmbedding model)
    {
        Id = article.Article.Id;
        whole = Vector(model, EmbedEval.Whole(article));
        title = Vector(model, article.Article.Title);
        passages = [.. Passages.Of(article.Content).Select(p => Vector(model, article.Article.Title + "\n" + p.Text))];
    }

    public string Id { get; }

    public float WholeScore { get; private set; }

    public float PassageScore { get; private set; }

    public float TitleScore { get; private set; }

    public float LatentScore { get; set; }

    public void Compare(float[] query)
    {
        WholeScore = TensorPrimitives.Dot<float>(query, whole);
        TitleScore = TensorPrimitives.Dot<float>(query, title);
        PassageScore = passages.Max(p => TensorPrimitives.Dot<float>(query, p));
    }

    private static float[] Vector(StaticEmbedding model, string text)
    {
        var vector = new float[model.Dimensions];
        model.Encode(text, vector);
        return vector;
    }
}
