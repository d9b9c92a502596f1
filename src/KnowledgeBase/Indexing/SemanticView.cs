using KnowledgeBase.Semantics;
using KnowledgeBase.Text;

namespace KnowledgeBase.Indexing;

/// <summary>How near an article is to a question in the trained embedding.</summary>
/// <param name="Article">The article.</param>
/// <param name="Asked">Cosine of what it is asked by: the mean direction of its title and the other ways its question is asked.</param>
/// <param name="Passage">Cosine of its best passage.</param>
/// <param name="Whole">Cosine of the mean direction of all of these and all its passages.</param>
/// <param name="Best">Number of the best passage.</param>
/// <param name="Slot">Slot of the article.</param>
public readonly record struct SemanticHit(IndexedArticle Article, float Asked, float Passage, float Whole, int Best, int Slot);

/// <summary>
/// The articles in the trained embedding: a vector for what each is asked by and for each passage (title in front), in int8.
/// Articles are added and taken out by one thread while others search.
/// </summary>
public sealed class SemanticView
{
    /// <summary>How much it counts that an article is asked by what is near the question.</summary>
    public const float AskedWeight = 2.0f;

    /// <summary>How much it counts that its best passage is near the question.</summary>
    public const float PassageWeight = 1.5f;

    /// <summary>Articles to fetch ahead of their comparison.</summary>
    public const int Ahead = 4;

    [ThreadStatic]
    private static SemanticHit[]? hitBuffer;

    private readonly ITextEmbedding embedding;
    private readonly QuantizedVectors vectors;
    private readonly Placement places = new();
    private readonly Shortlist shortlist;

    /// <summary>A view that holds nothing yet.</summary>
    public SemanticView(ITextEmbedding embedding)
    {
        this.embedding = embedding;
        vectors = new QuantizedVectors(embedding.Dimensions);
        shortlist = new Shortlist(vectors);
    }

    /// <summary>Length of the vectors.</summary>
    public int Dimensions => embedding.Dimensions;

    /// <summary>Places held, those of articles that are gone too.</summary>
    internal int Count => places.Now.Count;

    /// <summary>Takes in an article, to be found from the next <see cref="Refresh"/> or <see cref="Centre"/> on.</summary>
    internal void Add(IndexedArticle article, ArticleVectors placed)
    {
        int first = vectors.Count;
        vectors.Add(placed.Rows.Span);
        places.Add(new Place(article, first, vectors.Count, placed.AskedLength, placed.WholeLength));
    }

    /// <summary>Takes an article out.</summary>
    internal void Remove(IndexedArticle article) => places.Remove(article);

    /// <summary>Whether an article that is here has its vectors; an embedding that failed gave none.</summary>
    internal bool IsPlaced(IndexedArticle article)
    {
        var now = places.Now;
        return now.Find(article.Slot) is >= 0 and int at && now.Places[at].AskedLength > 0;
    }

    /// <summary>The vectors of an article that is here.</summary>
    internal ArticleVectors VectorsOf(IndexedArticle article)
    {
        var now = places.Now;
        var place = now.Places[now.Find(article.Slot)];
        return new ArticleVectors(vectors.Rows(place.First, place.End), place.AskedLength, place.WholeLength);
    }

    /// <summary>The same without the articles that are gone.</summary>
    internal SemanticView Compacted()
    {
        var view = new SemanticView(embedding);
        var now = places.Now;
        for (int i = 0; i < now.Count; i++)
        {
            if (!now.Gone[i])
            {
                view.Add(now.Places[i].Article, VectorsOf(now.Places[i].Article));
            }
        }

        return view;
    }

    /// <summary>Has what was added since be found.</summary>
    public void Refresh() => shortlist.Refresh(places.Now);

    /// <summary>Has the signs of the vectors tell most about what is here now.</summary>
    public void Centre() => shortlist.Centre(places.Now);

    /// <summary>Writes the vector of a question, in int8, and returns its scale; 0 when it has no words.</summary>
    public float Encode(AnalyzedText question, Span<sbyte> destination)
    {
        Span<float> vector = stackalloc float[embedding.Dimensions];
        return embedding.Encode(question, vector) ? Int8.Quantize(vector, destination) : 0;
    }

    /// <summary>Cosines of an article, which has this slot, with a question; zeros when it is not placed yet.</summary>
    public SemanticHit Score(IndexedArticle article, int slot, ReadOnlySpan<sbyte> question, float scale)
    {
        var now = places.Now;
        int at = now.Find(slot);
        return at < 0 ? new SemanticHit(article, 0, 0, 0, 0, slot) : Score(now.Places[at], question, scale);
    }

    /// <summary>Has the processor fetch where the vectors of an article are.</summary>
    public void PrefetchPlace(int slot) => places.Prefetch(slot);

    /// <summary>Has the processor fetch the vectors of an article that is scored soon.</summary>
    public void Prefetch(int slot) => places.Prefetch(slot, vectors);

    /// <summary>
    /// Fills <paramref name="best"/> with the articles for which the cosines of what they are asked by and of their best passage, weighted, add up to most, in no order; how many there are.
    /// In large corpora the signs of the vectors choose those that are compared exactly (recall in results/speed.md).
    /// </summary>
    public int Nearest(ReadOnlySpan<sbyte> question, float scale, Span<SemanticHit> best)
    {
        var all = places.Now;
        var (chosen, count) = shortlist.Of(all, question);
        var hits = (hitBuffer ??= new SemanticHit[Shortlist.Few]).AsSpan(0, count);
        for (int i = 0; i < count; i++)
        {
            if (i + (2 * Ahead) < count)
            {
                all.Prefetch(chosen[i + (2 * Ahead)].Slot);
            }

            if (i + Ahead < count)
            {
                all.Places[chosen[i + Ahead].Slot].Prefetch(vectors);
            }

            hits[i] = Score(all.Places[chosen[i].Slot], question, scale);
            chosen[i] = new ScoredSlot(i, (AskedWeight * hits[i].Asked) + (PassageWeight * hits[i].Passage));
        }

        var scored = chosen.AsSpan(0, count);
        count = Selection.Largest(scored, best.Length);
        Selection.Settle(scored, count, static slot => hitBuffer[slot].Article.Key);
        for (int i = 0; i < count; i++)
        {
            best[i] = hits[chosen[i].Slot];
        }

        return count;
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

        return new SemanticHit(place.Article, asked, best, sum / place.WholeLength, which, place.Slot);
    }
}
