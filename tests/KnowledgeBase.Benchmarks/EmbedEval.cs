using KnowledgeBase.Learning;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Benchmarks;

/// <summary>nDCG@10 of the vectors alone on evaluation sets: whole document, and whole + best passage + title, each re-weighted or not.</summary>
internal static class EmbedEval
{
    public static int Run(string[] args)
    {
        var arguments = new Arguments(args);
        List<StaticEmbedding> models = arguments.Text("model") is { } files ? [.. files.Split(',').Select(Load)] : [StaticEmbedding.Default];
        float exponent = arguments.Number("exponent", 0.3f);
        foreach (string folder in arguments.Rest)
        {
            Measure(Dataset.Read(folder), models, exponent);
        }

        return 0;
    }

    public static void Measure(Dataset set, IEnumerable<StaticEmbedding> models, float exponent)
    {
        var idf = CorpusIdf.Of(set.Articles.Select(Whole));
        var latent = new LatentScores(set);
        foreach (var model in models)
        {
            var view = model.Reweight(idf, exponent);
            var documents = set.Articles.Select(a => new PlacedArticle(a, view)).ToList();
            float All(PlacedArticle d) => (2 * d.PassageScore) + (1.2f * d.TitleScore) + d.LatentScore;
            Console.WriteLine($"{set.Name,-14} {model.Id}  whole {Mean(set, view, documents, d => d.WholeScore):F3}  passage {Mean(set, view, documents, d => d.PassageScore):F3}  "
                + $"whole+passage+title {Mean(set, view, documents, d => d.WholeScore + (2 * d.PassageScore) + (1.2f * d.TitleScore)):F3}  passage+title+latent {Mean(set, view, documents, All, latent):F3}");
        }
    }

    public static StaticEmbedding Load(string path)
    {
        using var file = File.OpenRead(path);
        return StaticEmbedding.Load(file);
    }

    public static string Whole(DatasetArticle article) => article.Article.Title + "\n" + article.Content.Text;

    private static double Mean(Dataset set, StaticEmbedding model, List<PlacedArticle> documents, Func<PlacedArticle, float> score, LatentScores? latent = null)
    {
        var vector = new float[model.Dimensions];
        return set.Queries.Where(q => q.Judged.Count > 0).Average(query =>
        {
            model.Encode(query.Text, vector);
            documents.ForEach(d => d.Compare(vector));
            latent?.Compare(query.Text, documents);
            var ranking = documents.OrderByDescending(score).Take(10).Select(d => d.Id).ToList();
            return RetrievalMetrics.Ndcg(ranking, query.Judged, 10);
        });
    }
}
