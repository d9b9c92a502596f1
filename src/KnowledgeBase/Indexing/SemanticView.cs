using System.Numerics.Tensors;
using KnowledgeBase.Semantics;
using KnowledgeBase.Text;

namespace KnowledgeBase.Indexing;

/// <summary>How near an article is to a question in the trained embedding.</summary>
/// <param name="Article">The article.</param>
/// <param name="Asked">Cosine of what it is asked by: the mean direction of its title and the other ways its question is asked.</param>
/// <param name="Passage">Cosine of its best passage.</param>
/// <param name="Whole">Cosine of the mean direction of all of these and all its passages.</param>
/// <param name="Best">Number of the best passage.</param>
public readonly record struct SemanticHit(IndexedArticle Article, float Asked, float Passage, float Whole, int Best);

/// <summary>
/// The articles in the trained embedding: a vector for what each is asked by and for each passage (title in front), in int8.
/// Articles are added and taken out by one thread while others search.
/// </summary>
public sealed class SemanticView
{
    // Articles compared exactly: one in Share, within bounds; they are taken from RowsEach times as many rows. Measured by recall.
    private const int Share = 50;
    private const int LeastChosen = 1024;
    private const int MostChosen = 2048;
    private const int RowsEach = 2;

    /// <summary>Articles to fetch ahead of their comparison.</summary>
    public const int Ahead = 4;

    [ThreadStatic]
    private static (ushort[] Worths, int[] Found, ScoredSlot[] Chosen) buffers;

    [ThreadStatic]
    private static SemanticHit[]? hitBuffer;

    private readonly StaticEmbedding embedding;
    private readonly QuantizedVectors vectors;
    private readonly Placement places = new();

    private SemanticView(StaticEmbedding embedding, IReadOnlyList<IndexedArticle> articles)
    {
        this.embedding = embedding;
        vectors = new QuantizedVectors(embedding.Dimensions, Centre(articles));
    }

    /// <summary>A view that holds nothing.</summary>
    public static SemanticView Empty { get; } = Learn([], StaticEmbedding.Default);

    /// <summary>Length of the vectors.</summary>
    public int Dimensions => embedding.Dimensions;

    /// <summary>Places <paramref name="articles"/> in <paramref name="model"/>'s space.</summary>
    public static SemanticView Learn(IEnumerable<IndexedArticle> articles, StaticEmbedding model, CancellationToken cancel = default)
    {
        var ordered = articles.OrderBy(a => a.Article.Id, StringComparer.Ordinal).ToList();
        var view = new SemanticView(model, ordered);
        view.Put(ordered, cancel);
        return view;
    }

    /// <summary>Makes the view hold <paramref name="articles"/> and no other; only what is new is placed. How many came or went.</summary>
    public int Follow(IReadOnlyDictionary<long, IndexedArticle> articles, CancellationToken cancel = default)
    {
        int gone = places.Keep(a => articles.TryGetValue(a.Key, out var now) && now == a);
        var added = articles.Values.Where(a => places.Now.Find(a) < 0).OrderBy(a => a.Article.Id, StringComparer.Ordinal).ToList();
        Put(added, cancel);
        return gone + added.Count;
    }

    /// <summary>Writes the vector of a question, in int8, and returns its scale; 0 when it has no words.</summary>
    public float Encode(AnalyzedText question, Span<sbyte> destination)
    {
        Span<float> vector = stackalloc float[embedding.Dimensions];
        return embedding.Encode(question, vector) ? Int8.Quantize(vector, destination) : 0;
    }

    /// <summary>Cosines of an article with a question; zeros when it is not placed yet.</summary>
    public SemanticHit Score(IndexedArticle article, ReadOnlySpan<sbyte> question, float scale)
    {
        var now = places.Now;
        int at = now.Find(article);
        return at < 0 ? new SemanticHit(article, 0, 0, 0, 0) : Score(now.Places[at], question, scale);
    }

    /// <summary>Has the processor fetch the vectors of an article that is scored soon.</summary>
    public void Prefetch(IndexedArticle article)
    {
        var now = places.Now;
        if (now.Find(article) is >= 0 and int at)
        {
            Prefetch(now.Places[at]);
        }
    }

    /// <summary>
    /// Fills <paramref name="best"/> with the articles for which the cosines of what they are asked by and of their best passage, with these weights, add up to most, in no order; how many there are.
    /// In large corpora the signs of the vectors choose those that are compared exactly (recall in results/speed.md).
    /// </summary>
    public int Nearest(ReadOnlySpan<sbyte> question, float scale, float askedWeight, float passageWeight, Span<SemanticHit> best)
    {
        var all = places.Now;
        var (chosen, count) = all.Count <= LeastChosen ? Every(all) : Choose(all, question, askedWeight, passageWeight);
        var hits = (hitBuffer ??= new SemanticHit[MostChosen]).AsSpan(0, count);
        for (int i = 0; i < count; i++)
        {
            if (i + Ahead < count)
            {
                Prefetch(all.Places[chosen[i + Ahead].Slot]);
            }

            hits[i] = Score(all.Places[chosen[i].Slot], question, scale);
            chosen[i] = new ScoredSlot(i, (askedWeight * hits[i].Asked) + (passageWeight * hits[i].Passage));
        }

        count = Selection.Largest(chosen.AsSpan(0, count), best.Length);
        for (int i = 0; i < count; i++)
        {
            best[i] = hits[chosen[i].Slot];
        }

        return count;
    }

    private static (ScoredSlot[] Chosen, int Count) Every(Placement.Table all)
    {
        var (_, _, chosen) = Buffers(all.Count);
        int count = 0;
        for (int i = 0; i < all.Count; i++)
        {
            chosen[count] = new ScoredSlot(i, 0);
            count += all.Gone[i] ? 0 : 1;
        }

        return (chosen, count);
    }

    // First the rows of most worth, then the articles they belong to by the weighted worth of what they are asked by and of their best passage.
    private (ScoredSlot[] Chosen, int Count) Choose(Placement.Table all, ReadOnlySpan<sbyte> question, float askedWeight, float passageWeight)
    {
        int rows = all.Places[all.Count - 1].End, most = Math.Clamp(all.Count / Share, LeastChosen, MostChosen);
        var (worths, found, chosen) = Buffers(QuantizedVectors.WholeBlocks(rows));
        vectors.Estimate(question, worths.AsSpan(0, QuantizedVectors.WholeBlocks(rows)));
        int count = 0, last = -1;
        foreach (int row in found.AsSpan(0, Selection.Roughly(worths.AsSpan(0, rows), RowsEach * most, found)))
        {
            int at = all.OfRow[row];
            if (at != last && !all.Gone[at])
            {
                chosen[count++] = new ScoredSlot(at, Worth(all.Places[at], worths, askedWeight, passageWeight));
            }

            last = at;
        }

        return (chosen, Selection.Largest(chosen.AsSpan(0, count), most));
    }

    private static float Worth(in Place place, ushort[] worths, float askedWeight, float passageWeight)
    {
        int passage = 0;
        for (int at = place.First + 1; at < place.End; at++)
        {
            passage = Math.Max(passage, worths[at]);
        }

        return (askedWeight * worths[place.First]) + (passageWeight * passage);
    }

    private void Prefetch(in Place place)
    {
        for (int row = place.First; row < place.End; row++)
        {
            vectors.Prefetch(row);
        }
    }

    private static (ushort[] Worths, int[] Found, ScoredSlot[] Chosen) Buffers(int rows)
    {
        if (buffers.Worths is null || buffers.Worths.Length < rows)
        {
            int room = rows + (rows / 8);
            buffers = (new ushort[room], new int[room], new ScoredSlot[room]);
        }

        return buffers;
    }

    private SemanticHit Score(in Place place, ReadOnlySpan<sbyte> question, float scale)
    {
        float asked = vectors.Score(question, scale, place.First), best = float.MinValue, sum = asked * place.AskedLength;
        int which = 0;
        for (int row = place.First + 1; row < place.End; row++)
        {
            float cosine = vectors.Score(question, scale, row);
            sum += cosine;
            if (cosine > best)
            {
                (best, which) = (cosine, row - place.First - 1);
            }
        }

        return new SemanticHit(place.Article, asked, best, sum / place.WholeLength, which);
    }

    // Texts are encoded side by side, in batches so that not all float vectors are held at once.
    private void Put(List<IndexedArticle> articles, CancellationToken cancel)
    {
        foreach (var batch in articles.Chunk(1024))
        {
            var encoded = batch.AsParallel().AsOrdered().WithCancellation(cancel).Select(a => ArticleVectors.Of(a, embedding)).ToList();
            foreach (var (article, rows, asked, whole) in encoded)
            {
                int first = vectors.Count;
                foreach (var (bytes, scale) in rows)
                {
                    vectors.Add(bytes, scale);
                }

                places.Add(new Place(article, first, vectors.Count, asked, whole));
            }
        }
    }

    // The mean vector of some passages, evenly spread.
    private float[] Centre(IReadOnlyList<IndexedArticle> articles)
    {
        float[] mean = new float[embedding.Dimensions], vector = new float[embedding.Dimensions];
        int every = (articles.Count / 1000) + 1;
        for (int i = 0; i < articles.Count; i += every)
        {
            embedding.Encode(articles[i].Article.Title + "\n" + articles[i].Passages[0].Text, vector);
            TensorPrimitives.MultiplyAdd(vector, (float)every / articles.Count, mean, mean);
        }

        return mean;
    }
}
