using System.Runtime.InteropServices;

namespace KnowledgeBase.Retrieval;

/// <summary>
/// The label-free score: each BM25 view as a share of its maximum for the question, cosines added with fixed weights.
/// Linear, because reciprocal rank fusion lost wherever one side was weak (semantic recipe).
/// </summary>
public static class Fusion
{
    /// <summary>Weight of the trained embedding's best passage.</summary>
    public const float SemanticWeight = Indexing.SemanticView.PassageWeight;

    /// <summary>Weight of what an article is asked by, in the trained embedding.</summary>
    public const float SemanticAskedWeight = Indexing.SemanticView.AskedWeight;

    /// <summary>Weight of the whole article, in the trained embedding.</summary>
    public const float SemanticWholeWeight = 2.0f;

    /// <summary>Weight of the latent space's best passage.</summary>
    public const float LatentWeight = 1.0f;

    /// <summary>Weight of the resolved tickets' votes, as a share of the largest.</summary>
    public const float VoteWeight = 2.0f;

    /// <summary>What an article gets by <see cref="Candidate.Text"/> for its own title: 8.5 to 9.5 on ten corpora.</summary>
    public const float OwnTitle = 8.8f;

    /// <summary>Which views take part.</summary>
    [Flags]
    public enum Views
    {
        /// <summary>None.</summary>
        None = 0,

        /// <summary>Whole article, best passage and title by BM25.</summary>
        Lexical = 1,

        /// <summary>Trained embedding and latent space.</summary>
        Semantic = 2,

        /// <summary>Resolved tickets.</summary>
        Votes = 4,

        /// <summary>All of them.</summary>
        All = Lexical | Semantic | Votes,
    }

    /// <summary>Sets <see cref="Candidate.Fused"/> of all and sorts best first; equal scores by article id, so that order never depends on chance.</summary>
    public static void Rank(List<Candidate> candidates, Views views)
    {
        float whole = 1e-6f, passage = 1e-6f, title = 1e-6f, votes = 1e-6f;
        foreach (var c in candidates)
        {
            whole = Math.Max(whole, c.Whole);
            passage = Math.Max(passage, c.Passage);
            title = Math.Max(title, c.Title);
            votes = Math.Max(votes, c.Votes);
        }

        foreach (var c in candidates)
        {
            float score = 0;
            if ((views & Views.Lexical) != 0)
            {
                score += (c.Whole / whole) + (c.Passage / passage) + (c.Title / title);
            }

            if ((views & Views.Semantic) != 0)
            {
                score += (SemanticWeight * c.Semantic) + (SemanticAskedWeight * c.SemanticAsked) + (SemanticWholeWeight * c.SemanticWhole) + (LatentWeight * c.Latent);
            }

            c.Text = score;
            c.Fused = score + ((views & Views.Votes) != 0 ? VoteWeight * c.Votes / votes : 0);
        }

        Sort(CollectionsMarshal.AsSpan(candidates));
    }

    // By numbers first, which is several times cheaper than asking a comparison; then equal ones among themselves.
    private static void Sort(Span<Candidate> candidates)
    {
        Span<float> keys = candidates.Length <= 1024 ? stackalloc float[candidates.Length] : new float[candidates.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = -candidates[i].Fused;
        }

        keys.Sort(candidates);
        for (int from = 0, to = 1; from < keys.Length; from = to++)
        {
            while (to < keys.Length && keys[to] == keys[from])
            {
                to++;
            }

            if (to - from > 1)
            {
                candidates[from..to].Sort(static (a, b) => string.CompareOrdinal(a.Article.Article.Id, b.Article.Article.Id));
            }
        }
    }
}
