using System.Numerics.Tensors;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Indexing;

/// <summary>
/// The corpus in its own latent space, as it was when the space was learned: a vector for each passage (title in front).
/// Articles are added and taken out by one thread while others search.
/// </summary>
public sealed class LatentView
{
    // More articles than this, evenly spread, teach the space nothing that is worth their time.
    private const int MostTeachers = 20_000;

    private readonly LatentSemantics model;
    private readonly Placement places = new();
    private float[][] passages = [];

    private LatentView(LatentSemantics model) => this.model = model;

    /// <summary>A view that knows nothing.</summary>
    public static LatentView Empty { get; } = Learn([]);

    /// <summary>Length of the vectors; 0 when nothing was learned.</summary>
    public int Dimensions => model.Dimensions;

    /// <summary>Learns the space from <paramref name="articles"/> and places them in it.</summary>
    public static LatentView Learn(IEnumerable<IndexedArticle> articles, CancellationToken cancel = default)
    {
        var ordered = articles.OrderBy(a => a.Article.Id, StringComparer.Ordinal).ToList();
        int every = ((ordered.Count - 1) / MostTeachers) + 1;
        var view = new LatentView(LatentSemantics.Learn([.. ordered.Where((_, i) => i % every == 0).Select(Whole)], cancel: cancel));
        view.Put(ordered, cancel);
        return view;
    }

    /// <summary>Makes the view hold <paramref name="articles"/> and no other; only what is new is placed.</summary>
    public void Follow(IReadOnlyDictionary<long, IndexedArticle> articles, CancellationToken cancel = default)
    {
        places.Keep(a => articles.TryGetValue(a.Key, out var now) && now == a);
        Put([.. articles.Values.Where(a => places.Now.Find(a) < 0)], cancel);
    }

    /// <summary>Writes the vector of a text, given by its term numbers, to <paramref name="destination"/>; false when the space does not know it.</summary>
    public bool Encode(ReadOnlySpan<int> terms, Span<float> destination) => model.Dimensions > 0 && model.Encode(terms, destination);

    /// <summary>Cosine of the article's best passage with <paramref name="question"/>; 0 when the article is not placed yet.</summary>
    public float Best(IndexedArticle article, ReadOnlySpan<float> question)
    {
        var now = places.Now;
        int at = now.Find(article);
        if (at < 0)
        {
            return 0;
        }

        float[] vectors = Volatile.Read(ref passages)[at];
        float best = float.MinValue;
        for (int from = 0; from < vectors.Length; from += model.Dimensions)
        {
            best = Math.Max(best, TensorPrimitives.Dot(vectors.AsSpan(from, model.Dimensions), question));
        }

        return best;
    }

    private void Put(List<IndexedArticle> articles, CancellationToken cancel)
    {
        if (model.Dimensions == 0)
        {
            return;
        }

        var encoded = articles.AsParallel().AsOrdered().WithCancellation(cancel).Select(Encode).ToList();
        for (int i = 0; i < encoded.Count; i++)
        {
            int at = places.Now.Count;
            if (at == passages.Length)
            {
                float[][] more = passages;
                Array.Resize(ref more, Math.Max(at + encoded.Count - i, at + (at / 2)));
                Volatile.Write(ref passages, more);
            }

            passages[at] = encoded[i];
            places.Add(new Place(articles[i], at, at));
        }
    }

    private float[] Encode(IndexedArticle article)
    {
        var vectors = new float[article.Passages.Count * model.Dimensions];
        for (int i = 0; i < article.Passages.Count; i++)
        {
            model.Encode([.. article.Title, .. article.Passages[i].Terms], vectors.AsSpan(i * model.Dimensions));
        }

        return vectors;
    }

    private static int[] Whole(IndexedArticle article) => [.. article.Title, .. article.Title, .. article.Passages.SelectMany(p => p.Terms)];
}
