namespace KnowledgeBase.Ranking;

/// <summary>What the classifier knows about a question and a candidate; the order is the order in a feature vector. Each is made so that more of it speaks for the candidate; the logistic model holds its weights to that.</summary>
public enum Feature
{
    /// <summary>BM25 of the whole article as a share of the best candidate's.</summary>
    WholeShare,

    /// <summary>BM25 of the best passage as a share of the best candidate's.</summary>
    PassageShare,

    /// <summary>BM25 of the title as a share of the best candidate's.</summary>
    TitleShare,

    /// <summary>BM25 of the whole article as a share of the highest any text could get for the question.</summary>
    WholeMass,

    /// <summary>BM25 of the best passage, likewise.</summary>
    PassageMass,

    /// <summary>Idf-weighted share of the question's terms that the article holds anywhere.</summary>
    Coverage,

    /// <summary>Idf-weighted share of the question's terms that the best passage or the title holds.</summary>
    PassageCoverage,

    /// <summary>Idf-weighted share of the question's terms that the title holds.</summary>
    TitleCoverage,

    /// <summary>Idf-weighted share of the title's terms that the question holds.</summary>
    TitleMatched,

    /// <summary>Idf of the rarest question term the article holds, as a share of the rarest in the question.</summary>
    RarestHeld,

    /// <summary>Idf-weighted share of the question's codes that the article holds, drawn towards 0.5 the more common they are; 0.5 when it has none.</summary>
    CodesHeld,

    /// <summary>0 when the question has codes that articles hold and this one holds none of them, else 1.</summary>
    CodeKept,

    /// <summary>Share of the question's neighbouring term pairs that stand side by side in the best passage or the title.</summary>
    Pairs,

    /// <summary>Cosine of the best passage in the corpus' latent space.</summary>
    Latent,

    /// <summary>That cosine less the best other candidate's.</summary>
    LatentMargin,

    /// <summary>Cosine of the best passage in the trained embedding.</summary>
    Semantic,

    /// <summary>That cosine less the best other candidate's.</summary>
    SemanticMargin,

    /// <summary>Cosine of what the article is asked by, its title and the other ways its question is asked taken together, in the trained embedding.</summary>
    SemanticAsked,

    /// <summary>Cosine of the whole article, all its passages and what it is asked by taken together, in the trained embedding.</summary>
    SemanticWhole,

    /// <summary>The candidate's share of all votes of similar resolved tickets.</summary>
    VoteShare,

    /// <summary>Similarity of the nearest resolved ticket it solved.</summary>
    NearestVote,

    /// <summary>Votes as a share of the most voted candidate's.</summary>
    VoteTop,

    /// <summary>1 when there are no resolved tickets to learn from.</summary>
    NoTickets,

    /// <summary>Share of the resolved tickets so far that the article solved, as ln(1 + n) / ln(1 + all).</summary>
    Popularity,

    /// <summary>Fused score as a share of the best candidate's.</summary>
    FusedShare,

    /// <summary>By which share of its fused score the best candidate leads the best with another title, as ln(1 + 50 share) / ln 51; 0 for the others.</summary>
    FusedLead,

    /// <summary>What words and vectors say without any ticket: 0 is what the best article gets for questions off topic, 1 what an article gets for its own title.</summary>
    Reach,

    /// <summary>Idf-weighted share of the question's terms that some article holds.</summary>
    Known,

    /// <summary>The best candidate's <see cref="WholeMass"/>: how well the question is matched at all, whoever matches it.</summary>
    TopMass,

    /// <summary>The best candidate's <see cref="Semantic"/>: how near any article is at all.</summary>
    TopSemantic,

    /// <summary>Share of the votes of similar resolved tickets that some article solved; 1 when there are no tickets.</summary>
    SolvedShare,

    /// <summary>What a classifier of how questions are worded gives the article: near 1 when what it has answered before was worded so (<see cref="QuestionClassifier"/>); 0 without one.</summary>
    Worded,
}
