using KnowledgeBase.Semantics;
using KnowledgeBase.Text;

namespace KnowledgeBase.Indexing;

/// <summary>The articles in the trained embedding, its words weighted by how rare they are in this corpus: a vector for each passage (title in front) and each title, in int8.</summary>
public sealed class SemanticView
{
    private const float IdfExponent = 0.4f; // the recipe's .3 to .5

    private readonly StaticEmbedding embedding;
    private readonly QuantizedVectors vectors;
    private readonly Dictionary<long, (int FirstTitle, int FirstPassage, int Passages)> slots = [];

    private SemanticView(StaticEmbedding embedding)
    {
        this.embedding = embedding;
        vectors = new QuantizedVectors(embedding.Dimensions);
    }

    /// <summary>A view that holds nothing.</summary>
    public static SemanticView Empty { get; } = Learn([], StaticEmbedding.Default);

    /// <summary>Length of the vectors.</summary>
    public int Dimensions => embedding.Dimensions;

    /// <summary>Places <paramref name="articles"/> in <paramref name="model"/>'s space.</summary>
    public static SemanticView Learn(IEnumerable<IndexedArticle> articles, StaticEmbedding model, CancellationToken cancel = default)
    {
        var ordered = articles.OrderBy(a => a.Article.Id, StringComparer.Ordinal).ToList();
        var view = new SemanticView(ordered.Count < 2 ? model : model.Reweight(Idf(ordered), IdfExponent));
        var vector = new float[model.Dimensions];
        foreach (var article in ordered)
        {
            cancel.ThrowIfCancellationRequested();
            int title = view.Add(article.Article.Title, vector);
            foreach (string question in article.Article.Questions)
            {
                view.Add(question, vector);
            }

            int first = title + 1 + article.Article.Questions.Count;
            foreach (var passage in article.Passages)
            {
                view.Add(article.Article.Title + "\n" + passage.Text, vector);
            }

            view.slots[article.Key] = (title, first, article.Passages.Count);
        }

        return view;
    }

    /// <summary>Writes the vector of a question, in int8, and returns its scale; 0 when it has no words.</summary>
    public float Encode(AnalyzedText question, Span<sbyte> destination)
    {
        Span<float> vector = stackalloc float[embedding.Dimensions];
        return embedding.Encode(question, vector) ? Int8.Quantize(vector, destination) : 0;
    }

    /// <summary>Cosines of an article's title (or another way its question is asked) and of its best passage with a question, and which passage that is.</summary>
    public (float Title, float Passage, int Best) Score(long key, ReadOnlySpan<sbyte> question, float scale)
    {
        if (!slots.TryGetValue(key, out var at))
        {
            return (0, 0, 0);
        }

        float best = float.MinValue;
        int which = 0;
        for (int i = 0; i < at.Passages; i++)
        {
            float cosine = vectors.Score(question, scale, at.FirstPassage + i);
            if (cosine > best)
            {
                (best, which) = (cosine, i);
            }
        }

        float title = float.MinValue;
        for (int i = at.FirstTitle; i < at.FirstPassage; i++)
        {
            title = Math.Max(title, vectors.Score(question, scale, i));
        }

        return (title, best, which);
    }

    private int Add(string text, float[] vector)
    {
        if (!embedding.Encode(text, vector))
        {
            Array.Clear(vector);
        }

        return vectors.Add(vector);
    }

    private static Dictionary<string, float> Idf(List<IndexedArticle> articles)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var article in articles)
        {
            var terms = new HashSet<string>(AnalyzedText.Of(article.Article.Title).Terms, StringComparer.Ordinal);
            foreach (var passage in article.Passages)
            {
                terms.UnionWith(AnalyzedText.Of(passage.Text).Terms);
            }

            foreach (string term in terms)
            {
                counts[term] = counts.GetValueOrDefault(term) + 1;
            }
        }

        return counts.ToDictionary(c => c.Key, c => MathF.Log((1f + articles.Count) / c.Value), StringComparer.Ordinal);
    }
}
