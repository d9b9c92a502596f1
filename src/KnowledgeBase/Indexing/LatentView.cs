using KnowledgeBase.Semantics;

namespace KnowledgeBase.Indexing;

/// <summary>
/// The corpus in its own latent space, as it was when the space was learned: a vector for each passage (title in front), in int8.
/// Articles are added and taken out by one thread while others search.
/// </summary>
public sealed class LatentView
{
    // More articles than this, evenly spread, teach the space nothing that is worth their time.
    private const int MostTeachers = 20_000;

    private const int Batch = 1024;

    private readonly QuantizedVectors vectors;
    private readonly Placement places = new();

    internal LatentView(LatentSemantics model)
    {
        Model = model;
        vectors = new QuantizedVectors(Math.Max(1, model.Dimensions));
    }

    /// <summary>A view that knows nothing.</summary>
    public static LatentView Empty { get; } = Learn([]);

    /// <summary>The space.</summary>
    internal LatentSemantics Model { get; }

    /// <summary>Length of the vectors; 0 when nothing was learned.</summary>
    public int Dimensions => Model.Dimensions;

    /// <summary>Learns the space from <paramref name="articles"/> and places them in it.</summary>
    public static LatentView Learn(IEnumerable<IndexedArticle> articles, CancellationToken cancel = default)
    {
        var ordered = articles.OrderBy(a => a.Article.Id, StringComparer.Ordinal).ToList();
        int every = ((ordered.Count - 1) / MostTeachers) + 1;
        var view = new LatentView(LatentSemantics.Learn([.. ordered.Where((_, i) => i % every == 0).Select(Whole)], cancel: cancel));
        view.Put(ordered, cancel);
        return view;
    }

    /// <summary>Whether an article has its vectors here, or had when it was still wanted.</summary>
    internal bool IsPlaced(IndexedArticle article) => places.Now.Find(article.Slot) >= 0;

    /// <summary>The rows of an article that is placed.</summary>
    internal byte[] RowsOf(IndexedArticle article)
    {
        var now = places.Now;
        var place = now.Places[now.Find(article.Slot)];
        return vectors.Rows(place.First, place.End);
    }

    /// <summary>Takes in an article with its <paramref name="rows"/>.</summary>
    internal void Put(IndexedArticle article, ReadOnlySpan<byte> rows)
    {
        int first = vectors.Count;
        vectors.Add(rows);
        places.Add(new Place(article, first, vectors.Count));
    }

    /// <summary>Takes an article out.</summary>
    internal void Remove(IndexedArticle article) => places.Remove(article);

    /// <summary>Writes the vector of a text, given by its term numbers, in int8 to <paramref name="destination"/> and returns its scale; 0 when the space does not know it.</summary>
    public float Encode(ReadOnlySpan<int> terms, Span<sbyte> destination)
    {
        Span<float> exact = stackalloc float[Model.Dimensions];
        return Model.Dimensions > 0 && Model.Encode(terms, exact) ? Int8.Quantize(exact, destination) : 0;
    }

    /// <summary>Cosine of the article's best passage with a question; 0 when the article is not placed yet.</summary>
    public float Best(int slot, ReadOnlySpan<sbyte> question, float scale)
    {
        var now = places.Now;
        int at = now.Find(slot);
        if (at < 0)
        {
            return 0;
        }

        float best = float.MinValue;
        for (int row = now.Places[at].First; row < now.Places[at].End; row++)
        {
            best = Math.Max(best, vectors.Score(question, scale, row));
        }

        return best;
    }

    /// <summary>Has the processor fetch where the vectors of an article are.</summary>
    public void PrefetchPlace(int slot) => places.Prefetch(slot);

    /// <summary>Has the processor fetch the vectors of an article that is asked for soon.</summary>
    public void Prefetch(int slot) => places.Prefetch(slot, vectors);

    /// <summary>Takes in <paramref name="articles"/>.</summary>
    internal void Put(IReadOnlyCollection<IndexedArticle> articles, CancellationToken cancel = default)
    {
        if (Dimensions == 0)
        {
            return;
        }

        // Side by side, in batches so that not all float vectors are held at once.
        foreach (var batch in articles.Chunk(Batch))
        {
            foreach (var (article, encoded) in batch.AsParallel().AsOrdered().WithCancellation(cancel).Select(a => (a, Encode(a))).ToList())
            {
                int first = vectors.Count;
                foreach (var (bytes, scale) in encoded)
                {
                    vectors.Add(bytes, scale);
                }

                places.Add(new Place(article, first, vectors.Count));
            }
        }
    }

    private (sbyte[] Bytes, float Scale)[] Encode(IndexedArticle article)
    {
        var rows = new (sbyte[], float)[article.Passages.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            var bytes = new sbyte[Dimensions];
            rows[i] = (bytes, Encode([.. article.Title, .. article.TermsOf(i)], bytes));
        }

        return rows;
    }

    private static int[] Whole(IndexedArticle article)
    {
        var terms = new List<int>([.. article.Title, .. article.Title]);
        for (int i = 0; i < article.Passages.Length; i++)
        {
            terms.AddRange(article.TermsOf(i));
        }

        return [.. terms];
    }
}
