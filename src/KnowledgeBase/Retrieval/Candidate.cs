using KnowledgeBase.Indexing;

namespace KnowledgeBase.Retrieval;

/// <summary>An article that may answer a question, with what each view of the index says about it.</summary>
public sealed class Candidate
{
    /// <summary>The article.</summary>
    public required IndexedArticle Article { get; init; }

    /// <summary>Slot of the article, here so that finding and comparing it needs no look at it.</summary>
    public required int Slot { get; init; }

    /// <summary>BM25 of its title and whole text; 0 when it was not among the best.</summary>
    public float Whole { get; set; }

    /// <summary>BM25 of its best passage.</summary>
    public float Passage { get; set; }

    /// <summary>BM25 of its title or, when better, of another way its question is asked.</summary>
    public float Title { get; set; }

    /// <summary>Cosine of its best passage in the corpus' own latent space, -1 to 1.</summary>
    public float Latent { get; set; }

    /// <summary>Cosine of its best passage in the trained embedding, -1 to 1.</summary>
    public float Semantic { get; set; }

    /// <summary>Cosine, in the trained embedding, of the mean direction of its title and the other ways its question is asked, -1 to 1.</summary>
    public float SemanticAsked { get; set; }

    /// <summary>Cosine, in the trained embedding, of the mean direction of all of these and of all its passages, -1 to 1.</summary>
    public float SemanticWhole { get; set; }

    /// <summary>Number of the passage that matched best.</summary>
    public int BestPassage { get; set; }

    /// <summary>Sum of the similarities of the resolved tickets it solved.</summary>
    public float Votes { get; set; }

    /// <summary>Similarity of the nearest resolved ticket it solved, 0 to 1.</summary>
    public float NearestVote { get; set; }

    /// <summary>How many similar resolved tickets it solved.</summary>
    public int Solved { get; set; }

    /// <summary>The label-free sum of what words and vectors say (<see cref="Fusion"/>).</summary>
    public float Text { get; set; }

    /// <summary>That sum with the votes of resolved tickets; candidates are cut by it.</summary>
    public float Fused { get; set; }
}
