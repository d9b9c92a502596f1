using System.Numerics.Tensors;
using KnowledgeBase.Articles;
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
            foreach (var model in models)
            {
                var view = model.Reweight(idf, exponent);
                var documents = set.Articles.Select(a => new Placed(a, view)).ToList();
                Console.WriteLine($"{set.Name,-14} {model.Id}  whole {Mean(set, view, documents, d => d.WholeScore):F3}  passage {Mean(set, view, documents, d => d.PassageScore):F3}  "
                    + $"whole+passage+title {Mean(set, view, documents, d => d.WholeScore + (2 * d.PassageScore) + (1.2f * d.TitleScore)):F3}");
            }
    }

    public static StaticEmbedding Load(string path)
    {
        using var file = File.OpenRead(path);
        return StaticEmbedding.Load(file);
    }

    private static string Whole(DatasetArticle article) => article.Article.Title + "\n" + article.Content.Text;

    private static double Mean(Dataset set, StaticEmbedding model, List<Placed> documents, Func<Placed, float> score)
    {
        var vector = new float[model.Dimensions];
        return set.Queries.Where(q => q.Judged.Count > 0).Average(query =>
        {
            model.Encode(query.Text, vector);
            documents.ForEach(d => d.Compare(vector));
            var ranking = documents.OrderByDescending(score).Take(10).Select(d => d.Id).ToList();
            return RetrievalMetrics.Ndcg(ranking, query.Judged, 10);
        });
    }

    private sealed class Placed
    {
        private readonly float[] whole;
        private readonly float[] title;
        private readonly float[][] passages;

        public Placed(DatasetArticle article, StaticEmbedding model)
        {
            Id = article.Article.Id;
            whole = Vector(model, Whole(article));
            title = Vector(model, article.Article.Title);
            passages = [.. Passages.Of(article.Content).Select(p => Vector(model, article.Article.Title + "\n" + p.Text))];
        }

        public string Id { get; }

        public float WholeScore { get; private set; }

        public float PassageScore { get; private set; }

        public float TitleScore { get; private set; }

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
}
