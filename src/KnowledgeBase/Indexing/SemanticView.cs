using System.Numerics.Tensors;
using KnowledgeBase.Semantics;
using KnowledgeBase.Text;

namespace KnowledgeBase.Indexing;

/// <summary>How near an article is to a question in the trained embedding.</summary>
/// <param name="Article">The article.</param>
/// <param name="Title">Cosine of its title or, when nearer, of another way its question is asked.</param>
/// <param name="Passage">Cosine of its best passage.</param>
/// <param name="Best">Number of that passage.</param>
public readonly record struct SemanticHit(IndexedArticle Article, float Title, float Passage, int Best);

/// <summary>
/// The articles in the trained embedding, its words weighted by how rare they were in this corpus when it was learned: a vector for each title and each passage (title in front), in int8.
/// Articles are added and taken out by one thread while others search.
/// </summary>
public sealed class SemanticView
{
    private const float IdfExponent = 0.4f; // the recipe's .3 to .5

    // Articles compared exactly: one in Share, within bounds; they are taken from RowsEach times as many rows. Measured by recall.
    private const int Share = 50;
    private const int LeastChosen = 1024;
    private const int MostChosen = 2048;
    private const int RowsEach = 2;

    private const int Ahead = 4; // articles fetched ahead of their comparison

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
    public static SemanticView Empty { get; } = Learn([], new TermIds(), StaticEmbedding.Default);

    /// <summary>Length of the vectors.</summary>
    public int Dimensions => embedding.Dimensions;

    /// <summary>Places <paramref name="articles"/>, whose terms are numbered by <paramref name="ids"/>, in <paramref name="model"/>'s space.</summary>
    public static SemanticView Learn(IEnumerable<IndexedArticle> articles, TermIds ids, StaticEmbedding model, CancellationToken cancel = default)
    {
        var ordered = articles.OrderBy(a => a.Article.Id, StringComparer.Ordinal).ToList();
        var view = new SemanticView(ordered.Count < 2 ? model : model.Reweight(CorpusIdf.Of(ordered, ids), IdfExponent), ordered);
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

    /// <summary>Cosines of an article's title (or another way its question is asked) and of its best passage with a question; zeros when it is not placed yet.</summary>
    public SemanticHit Score(IndexedArticle article, ReadOnlySpan<sbyte> question, float scale)
    {
        var now = places.Now;
        int at = now.Find(article);
        return at < 0 ? new SemanticHit(article, 0, 0, 0) : Score(now.Places[at], question, scale);
    }

    /// <summary>
    /// Fills <paramref name="best"/> with the articles for which title and passage cosines, with these weights, add up to most, in no order; how many there are.
    /// In large corpora the signs of the vectors choose those that are compared exactly (recall in results/speed.md).
    /// </summary>
    public int Nearest(ReadOnlySpan<sbyte> question, float scale, float titleWeight, float passageWeight, Span<SemanticHit> best)
    {
        var all = places.Now;
        var (chosen, count) = all.Count <= LeastChosen ? Every(all) : Choose(all, question, titleWeight, passageWeight);
        var hits = (hitBuffer ??= new SemanticHit[MostChosen]).AsSpan(0, count);
        for (int i = 0; i < count; i++)
        {
            Prefetch(all, chosen, i + Ahead, count);
            hits[i] = Score(all.Places[chosen[i].Slot], question, scale);
            chosen[i] = new ScoredSlot(i, (titleWeight * hits[i].Title) + (passageWeight * hits[i].Passage));
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

    // First the rows of most worth, then the articles they belong to by the weighted worth of their best title and passage.
    private (ScoredSlot[] Chosen, int Count) Choose(Placement.Table all, ReadOnlySpan<sbyte> question, float titleWeight, float passageWeight)
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
                chosen[count++] = new ScoredSlot(at, Worth(all.Places[at], worths, titleWeight, passageWeight));
            }

            last = at;
        }

        return (chosen, Selection.Largest(chosen.AsSpan(0, count), most));
    }

    private static float Worth(in Place place, ushort[] worths, float titleWeight, float passageWeight)
    {
        int title = 0, passage = 0, at = place.First;
        for (; at < place.First + place.Titles; at++)
        {
            title = Math.Max(title, worths[at]);
        }

        for (; at < place.End; at++)
        {
            passage = Math.Max(passage, worths[at]);
        }

        return (titleWeight * title) + (passageWeight * passage);
    }

    private void Prefetch(Placement.Table all, ScoredSlot[] chosen, int at, int count)
    {
        if (at < count)
        {
            ref readonly var place = ref all.Places[chosen[at].Slot];
            for (int row = place.First; row < place.End; row++)
            {
                vectors.Prefetch(row);
            }
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
        float title = float.MinValue, best = float.MinValue;
        int which = 0, border = place.First + place.Titles;
        for (int row = place.First; row < border; row++)
        {
            title = Math.Max(title, vectors.Score(question, scale, row));
        }

        for (int row = border; row < place.End; row++)
        {
            float cosine = vectors.Score(question, scale, row);
            if (cosine > best)
            {
                (best, which) = (cosine, row - border);
            }
        }

        return new SemanticHit(place.Article, title, best, which);
    }

    // Texts are encoded side by side, in batches so that not all float vectors are held at once.
    private void Put(List<IndexedArticle> articles, CancellationToken cancel)
    {
        foreach (var batch in articles.Chunk(1024))
        {
            var encoded = batch.AsParallel().AsOrdered().WithCancellation(cancel).Select(a => (Article: a, Vectors: Encode(a))).ToList();
            foreach (var (article, rows) in encoded)
            {
                int first = vectors.Count;
                foreach (var (bytes, scale) in rows)
                {
                    vectors.Add(bytes, scale);
                }

                places.Add(new Place(article, first, article.Asked.Count, vectors.Count));
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

    private (sbyte[] Bytes, float Scale)[] Encode(IndexedArticle article)
    {
        var texts = (string[])[article.Article.Title, .. article.Article.Questions, .. article.Passages.Select(p => article.Article.Title + "\n" + p.Text)];
        return Array.ConvertAll(texts, text =>
        {
            Span<float> vector = stackalloc float[embedding.Dimensions];
            var bytes = new sbyte[embedding.Dimensions];
            return (bytes, embedding.Encode(text, vector) ? Int8.Quantize(vector, bytes) : 0f);
        });
    }
}
