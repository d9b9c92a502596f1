using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Semantics;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval;

/// <summary>Who asks, which decides what may be found.</summary>
public enum Viewer
{
    /// <summary>Anyone: public, published articles.</summary>
    Public,

    /// <summary>A support agent: every published article, and resolved tickets.</summary>
    Agent,
}

/// <summary>What was found for a question before it is ranked by the classifier.</summary>
/// <param name="Question">The question.</param>
/// <param name="Terms">Its terms by number, in the same order.</param>
/// <param name="Codes">Numbers of the surfaces of those that are codes, in the same order; 0 for the others, and for codes that nothing holds.</param>
/// <param name="Idf">Inverse document frequency of each term of the question over whole articles, in the same order.</param>
/// <param name="MaxIdf">What a term that no article holds would have.</param>
/// <param name="Candidates">Articles, best first by <see cref="Candidate.Fused"/>.</param>
/// <param name="Tickets">Similar resolved tickets, best first.</param>
/// <param name="Unsolved">Share of their votes, 0 to 1, that no article solved.</param>
public sealed record Retrieved(
    Question Question, WeightedTerm[] Terms, int[] Codes, float[] Idf, float MaxIdf, List<Candidate> Candidates, IReadOnlyList<SimilarTicket> Tickets, float Unsolved);

/// <summary>Finds candidates: BM25 over three views, nearest passages in the latent space, and the votes of similar resolved tickets.</summary>
public sealed class Retriever(KnowledgeIndex index)
{
    private const int WholeDepth = 200;
    private const int PassageDepth = 400;

    /// <summary>Articles that the trained embedding alone may make candidates; what is further down came into the first thirty of none of 1,000 questions.</summary>
    public const int SemanticDepth = 256;

    [ThreadStatic]
    private static SemanticHit[]? nearBuffer;

    [ThreadStatic]
    private static Hit<IndexedArticle>[]? hitBuffer;

    private const float NearShare = 0.4f; // of the nearest article's cosine

    private volatile Measured? measured;

    /// <summary>The index searched.</summary>
    public KnowledgeIndex Index => index;

    /// <summary>The best article's <see cref="Candidate.Text"/> for a question off topic, at the median: how high this corpus scores what it knows nothing of. Measured when the corpus was last learned.</summary>
    public float Floor
    {
        get
        {
            if (measured is not { } now || now.For != index.Latent)
            {
                measured = now = new Measured(index.Latent, MeasuredFloor());
            }

            return now.Floor;
        }
    }

    /// <summary>Whether <paramref name="viewer"/> may see <paramref name="article"/>: the one gate every result passes.</summary>
    public static bool MaySee(Viewer viewer, Article article) => MaySee(viewer, article.State, article.Audience);

    /// <summary>Whether <paramref name="viewer"/> may see an article that stands so.</summary>
    public static bool MaySee(Viewer viewer, ArticleState state, Audience audience) =>
        state == ArticleState.Published && (viewer == Viewer.Agent || audience == Audience.Public);

    /// <summary>The candidates for <paramref name="question"/> that <paramref name="viewer"/> may see.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="viewer">Who asks.</param>
    /// <param name="views">Which signals take part.</param>
    /// <param name="votes">Which tickets may vote; null for all. Replaying the past excludes what came later.</param>
    public Retrieved Find(Question question, Viewer viewer, Fusion.Views views = Fusion.Views.All, Func<IndexedTicket, bool>? votes = null)
    {
        using var found = new CandidateSet(index, viewer);
        var postings = index.Postings;
        var terms = LexicalSearch.Weighted(index, question);
        int documents = Math.Max(1, index.ArticleCount);
        float maxIdf = Bm25.Idf(0, documents);
        var idf = new float[terms.Length];
        for (int i = 0; i < idf.Length; i++)
        {
            idf[i] = Bm25.Idf(postings.Whole.DocumentFrequency(terms[i].Id), documents);
        }

        if ((views & Fusion.Views.Lexical) != 0)
        {
            AddLexical(postings, terms, found);
        }

        // Placed once, for articles and for tickets.
        Span<sbyte> vector = stackalloc sbyte[index.Semantic.Dimensions];
        float scale = (views & (Fusion.Views.Semantic | Fusion.Views.Votes)) != 0 ? index.Semantic.Encode(question.Text, vector) : 0;
        if ((views & Fusion.Views.Semantic) != 0)
        {
            AddSemantic(vector, scale, found);
            AddLatent(terms, found);
        }

        IReadOnlyList<SimilarTicket> tickets = [];
        float unsolved = 0;
        if ((views & Fusion.Views.Votes) != 0 && index.TicketCount > 0)
        {
            tickets = TicketSearch.Nearest(index, postings.Ticket, terms, vector, scale, votes);
            unsolved = Votes.Cast(tickets, id => index.KeyOf(id) is { } key && index.Articles.TryGetValue(key, out var article) ? found.Get(article, article.Slot) : null);
        }

        Fusion.Rank(found.All, views);
        return new Retrieved(question, terms, LexicalSearch.Codes(index, question), idf, maxIdf, found.All, tickets, unsolved);
    }

    private float MeasuredFloor()
    {
        var best = OffTopic.Some
            .Select(q => Find(Question.Of(q), Viewer.Agent, Fusion.Views.Lexical | Fusion.Views.Semantic).Candidates is [var first, ..] ? first.Text : 0).Order().ToList();
        return best[best.Count / 2];
    }

    private static void AddLexical(Postings postings, WeightedTerm[] terms, CandidateSet found)
    {
        var hits = hitBuffer ??= new Hit<IndexedArticle>[PassageDepth];
        foreach (var hit in hits.AsSpan(0, postings.Whole.Search(terms, hits.AsSpan(0, WholeDepth))))
        {
            if (found.Get(hit.Owner, hit.Slot) is { } candidate)
            {
                candidate.Whole = hit.Score;
            }
        }

        foreach (var hit in hits.AsSpan(0, postings.Title.Search(terms, hits.AsSpan(0, WholeDepth))))
        {
            if (found.Get(hit.Owner, hit.Slot) is { } candidate)
            {
                candidate.Title = Math.Max(candidate.Title, hit.Score); // the best of its title and the other ways its question is asked
            }
        }

        foreach (var hit in hits.AsSpan(0, postings.Passage.Search(terms, hits.AsSpan(0, PassageDepth))))
        {
            if (found.Get(hit.Owner, hit.Slot) is { } candidate && hit.Score > candidate.Passage)
            {
                candidate.Passage = hit.Score;
                candidate.BestPassage = hit.Ordinal;
            }
        }
    }

    private void AddSemantic(ReadOnlySpan<sbyte> vector, float scale, CandidateSet found)
    {
        if (scale == 0)
        {
            return;
        }

        var view = index.Semantic;
        var hits = (nearBuffer ??= new SemanticHit[SemanticDepth]).AsSpan();
        hits = hits[..view.Nearest(vector, scale, hits)];
        float nearest = 0;
        foreach (ref readonly var hit in hits)
        {
            nearest = Math.Max(nearest, Math.Max(hit.Asked, hit.Passage));
        }

        int byWords = found.All.Count;
        foreach (ref readonly var hit in hits)
        {
            bool near = Math.Max(hit.Asked, hit.Passage) >= NearShare * nearest;
            if ((near ? found.Get(hit.Article, hit.Slot) : found.Find(hit.Slot)) is { } candidate)
            {
                Set(candidate, hit);
            }
        }

        for (int i = 0; i < byWords; i++)
        {
            if (i + (2 * SemanticView.Ahead) < byWords)
            {
                view.PrefetchPlace(found.All[i + (2 * SemanticView.Ahead)].Slot);
            }

            if (i + SemanticView.Ahead < byWords && found.All[i + SemanticView.Ahead] is { Semantic: 0 } next)
            {
                view.Prefetch(next.Slot);
            }

            if (found.All[i] is { Semantic: 0, SemanticAsked: 0 } candidate) // not among the nearest
            {
                Set(candidate, view.Score(candidate.Article, candidate.Slot, vector, scale));
            }
        }

        static void Set(Candidate candidate, in SemanticHit hit)
        {
            candidate.SemanticAsked = hit.Asked;
            candidate.SemanticWhole = hit.Whole;
            candidate.Semantic = hit.Passage;
            if (candidate.Passage == 0)
            {
                candidate.BestPassage = hit.Best;
            }
        }
    }

    private void AddLatent(WeightedTerm[] terms, CandidateSet found)
    {
        var view = index.Latent;
        Span<sbyte> vector = stackalloc sbyte[view.Dimensions];
        float scale = view.Encode(Array.ConvertAll(terms, t => t.Id), vector);
        if (scale == 0)
        {
            return;
        }

        for (int i = 0; i < found.All.Count; i++)
        {
            if (i + (2 * SemanticView.Ahead) < found.All.Count)
            {
                view.PrefetchPlace(found.All[i + (2 * SemanticView.Ahead)].Slot);
            }

            if (i + SemanticView.Ahead < found.All.Count)
            {
                view.Prefetch(found.All[i + SemanticView.Ahead].Slot);
            }

            found.All[i].Latent = view.Best(found.All[i].Slot, vector, scale);
        }
    }

    private sealed record Measured(LatentView For, float Floor);
}
