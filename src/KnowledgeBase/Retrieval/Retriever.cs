using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;

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
/// <param name="Idf">Inverse document frequency of each term of the question over whole articles, in the same order.</param>
/// <param name="MaxIdf">What a term that no article holds would have.</param>
/// <param name="Candidates">Articles, best first by <see cref="Candidate.Fused"/>.</param>
/// <param name="Tickets">Similar resolved tickets, best first.</param>
public sealed record Retrieved(
    Question Question, float[] Idf, float MaxIdf, List<Candidate> Candidates, IReadOnlyList<SimilarTicket> Tickets);

/// <summary>Finds candidates: BM25 over three views, nearest passages in the latent space, and the votes of similar resolved tickets.</summary>
public sealed class Retriever(KnowledgeIndex index)
{
    private const int WholeDepth = 200;
    private const int PassageDepth = 400;
    private const int TicketDepth = 100;

    /// <summary>The latent space in use; replaced when the corpus has changed.</summary>
    public LatentView Latent { get; set; } = LatentView.Empty;

    /// <summary>The index searched.</summary>
    public KnowledgeIndex Index => index;

    /// <summary>Whether <paramref name="viewer"/> may see <paramref name="article"/>: the one gate every result passes.</summary>
    public static bool MaySee(Viewer viewer, Article article) =>
        article.State == ArticleState.Published && (viewer == Viewer.Agent || article.Audience == Audience.Public);

    /// <summary>The candidates for <paramref name="question"/> that <paramref name="viewer"/> may see.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="viewer">Who asks.</param>
    /// <param name="views">Which signals take part.</param>
    /// <param name="votes">Which tickets may vote; null for all. Replaying the past excludes what came later.</param>
    public Retrieved Find(Question question, Viewer viewer, Fusion.Views views = Fusion.Views.All, Func<IndexedTicket, bool>? votes = null)
    {
        var found = new Dictionary<long, Candidate>();
        return index.Read(searcher =>
        {
            int documents = Math.Max(1, index.Articles.Count);
            float maxIdf = ExactBm25.Idf(0, documents);
            var idf = new float[question.Terms.Count];
            for (int i = 0; i < idf.Length; i++)
            {
                idf[i] = ExactBm25.Idf(searcher.IndexReader.DocFreq(new Term(IndexFields.Whole, question.Terms[i].Text)), documents);
            }

            if ((views & Fusion.Views.Lexical) != 0)
            {
                AddLexical(searcher, question, viewer, found);
            }

            if ((views & Fusion.Views.Semantic) != 0)
            {
                AddLatent(question, viewer, found, onlyKnown: false);
            }

            IReadOnlyList<SimilarTicket> tickets = [];
            if ((views & Fusion.Views.Votes) != 0 && !index.Tickets.IsEmpty)
            {
                tickets = SimilarTickets(searcher, question, votes);
                Votes.Cast(tickets, id => index.KeyOf(id) is { } key ? Get(found, key, viewer) : null);
            }

            List<Candidate> candidates = [.. found.Values];
            Fusion.Rank(candidates, views);
            return new Retrieved(question, idf, maxIdf, candidates, tickets);
        });
    }

    private void AddLexical(IndexSearcher searcher, Question question, Viewer viewer, Dictionary<long, Candidate> found)
    {
        foreach (var hit in LexicalSearch.Search(searcher, IndexFields.Whole, question, WholeDepth))
        {
            if (Get(found, hit.Key, viewer) is { } candidate)
            {
                candidate.Whole = hit.Score;
            }
        }

        foreach (var hit in LexicalSearch.Search(searcher, IndexFields.Title, question, WholeDepth))
        {
            if (Get(found, hit.Key, viewer) is { } candidate)
            {
                candidate.Title = hit.Score;
            }
        }

        foreach (var hit in LexicalSearch.Search(searcher, IndexFields.Passage, question, PassageDepth))
        {
            if (Get(found, hit.Key, viewer) is { } candidate && hit.Score > candidate.Passage)
            {
                candidate.Passage = hit.Score;
                candidate.BestPassage = hit.Ordinal;
            }
        }
    }

    private void AddLatent(Question question, Viewer viewer, Dictionary<long, Candidate> found, bool onlyKnown)
    {
        if (Latent.Dimensions == 0)
        {
            return;
        }

        Span<float> vector = stackalloc float[Latent.Dimensions];
        if (!Latent.Encode(TermNumbers(question), vector))
        {
            return;
        }

        foreach (var article in index.Articles.Values)
        {
            var (cosine, passage) = Latent.Best(article, vector);
            if (onlyKnown ? !found.ContainsKey(article.Key) : cosine < 0.05f && !found.ContainsKey(article.Key))
            {
                continue;
            }

            if (Get(found, article.Key, viewer) is { } candidate)
            {
                candidate.Latent = cosine;
                if (candidate.Passage == 0)
                {
                    candidate.BestPassage = passage;
                }
            }
        }
    }

    private List<SimilarTicket> SimilarTickets(IndexSearcher searcher, Question question, Func<IndexedTicket, bool>? votes)
    {
        var hits = LexicalSearch.Search(searcher, IndexFields.Ticket, question, TicketDepth);
        var similar = new List<SimilarTicket>(hits.Count);
        float mass = 0;
        int documents = Math.Max(1, index.Tickets.Count);
        foreach (var term in question.Terms)
        {
            mass += term.Weight * 2.2f * ExactBm25.Idf(searcher.IndexReader.DocFreq(new Term(IndexFields.Ticket, term.Text)), documents);
        }

        float best = 0;
        foreach (var hit in hits)
        {
            if (index.Tickets.TryGetValue(hit.Key, out var ticket) && (votes is null || votes(ticket)))
            {
                best = Math.Max(best, hit.Score);
                similar.Add(new SimilarTicket(ticket, Math.Min(1, hit.Score / Math.Max(mass, 1e-6f)), hit.Score / best));
            }
        }

        return similar;
    }

    private int[] TermNumbers(Question question)
    {
        var numbers = new int[question.Terms.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = index.TermIds.Find(question.Terms[i].Text);
        }

        return numbers;
    }

    private Candidate? Get(Dictionary<long, Candidate> found, long key, Viewer viewer)
    {
        if (found.TryGetValue(key, out var candidate))
        {
            return candidate;
        }

        if (!index.Articles.TryGetValue(key, out var article) || !MaySee(viewer, article.Article))
        {
            return null;
        }

        return found[key] = new Candidate { Article = article };
    }
}
