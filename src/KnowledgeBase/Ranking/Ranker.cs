using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Ranking;

/// <summary>A candidate with its probability and the features it was judged by.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Probability">How likely it answers, 0 to 1.</param>
/// <param name="Score">The classifier's raw score.</param>
/// <param name="Features">Its feature vector, in the order of <see cref="Feature"/>.</param>
public sealed record Ranked(Candidate Candidate, double Probability, double Score, float[] Features);

/// <summary>Orders the candidates of a question by the probability that they answer it, which is, until there is a model of the customer's own, at least that with which what solved almost the same question helps again; who holds a code of it that hardly any article holds comes first, whatever the vectors say.</summary>
/// <param name="model">The classifier.</param>
/// <param name="targetPrecision">Share of answers that should be right, 0 to 1; it sets the cut-off.</param>
public sealed class Ranker(RankingModel model, double targetPrecision = Ranker.DefaultTargetPrecision)
{
    /// <summary>Seventeen of twenty answers right.</summary>
    public const double DefaultTargetPrecision = 0.85;

    /// <summary>Candidates judged by the classifier; the rest keep their fused order behind them.</summary>
    public const int Depth = 30;

    private const double AskedBefore = 0.9; // less sure ones are rivals of the classifier and lose: taken always, nDCG@10 fell by .03 on the mattress shop, .02 on Thunderbird

    private const float AskedSays = 0; // as much as one word that no ticket has: many who ask with less ask different things

    private const int RareHolders = 2; // a code that no more articles hold is rare

    private const int MinName = 3;

    /// <summary>The model in use.</summary>
    public RankingModel Model => model;

    /// <summary>Below this probability the first result is no answer. It filters only: order and probabilities do not depend on it.</summary>
    public double Cutoff { get; } = model.CutoffFor(targetPrecision);

    /// <summary>The best candidates, those that hold its rare codes first, then the most probable first; as if the features <paramref name="without"/> were 0.</summary>
    public IReadOnlyList<Ranked> Rank(Retrieved retrieved, Retriever retriever, IReadOnlyCollection<Feature>? without = null)
    {
        var index = retriever.Index;
        var extractor = new FeatureExtractor(retrieved, retriever, new Past(index.TicketCount, index.SolvedBy, model.Questions?.Of(retrieved.Question.Text)));
        int depth = Math.Min(Depth, retrieved.Candidates.Count);
        if (depth == 0)
        {
            return [];
        }

        var judged = new (Candidate Candidate, double Score, float[] Features)[depth];
        for (int i = 0; i < depth; i++)
        {
            var features = new float[FeatureExtractor.Count];
            extractor.Extract(retrieved.Candidates[i], features);
            foreach (var feature in without ?? [])
            {
                features[(int)feature] = 0;
            }

            judged[i] = (retrieved.Candidates[i], model.Score(features), features);
        }

        judged.AsSpan().Sort(static (a, b) => a.Score != b.Score
            ? b.Score.CompareTo(a.Score)
            : string.CompareOrdinal(a.Candidate.Article.Article.Id, b.Candidate.Article.Article.Id));

        var solved = without?.Contains(Feature.NearestVote) == true ? [] : AskedAndSolved(retrieved.Tickets);

        // Scores are log-odds: what separates two results of a question separates their log-odds.
        double first = judged[0].Score, odds = model.Certainty.LogOdds(first, judged[0].Features);
        Ranked[] ranked = Array.ConvertAll(judged, j => new Ranked(j.Candidate, Math.Max(Certainty.Probability(odds + j.Score - first), solved.GetValueOrDefault(j.Candidate.Article.Article.Id)), j.Score, j.Features));
        ranked = [.. ranked.OrderByDescending(r => r.Probability)];
        if (without?.Contains(Feature.CodesHeld) == true)
        {
            return ranked;
        }

        var (codes, rare) = Codes(retrieved, index);
        return rare.Count == 0 ? ranked : [.. ranked.OrderByDescending(r => Held(r.Candidate.Article, codes, rare))];
    }

    // How surely an article helps that solved almost the same question: where it was solved now by this and now by that, neither does.
    // Not for a model of the customer's own, which is calibrated on his tickets and knows what their votes are worth.
    private Dictionary<string, double> AskedAndSolved(IReadOnlyList<SimilarTicket> tickets)
    {
        var solved = new Dictionary<string, (double Sure, int Times)>(StringComparer.Ordinal);
        int same = 0;
        foreach (var near in model.IsOwn ? [] : tickets)
        {
            if (near.Said >= AskedSays && model.Tickets.Of(near) is >= AskedBefore and var sure)
            {
                same++;
                foreach (string id in near.Ticket.Articles)
                {
                    var (surest, times) = solved.GetValueOrDefault(id);
                    solved[id] = (Math.Max(surest, sure), times + 1);
                }
            }
        }

        return solved.Select(s => (Id: s.Key, Sure: s.Value.Sure * s.Value.Times / same)).Where(s => s.Sure >= AskedBefore).ToDictionary(s => s.Id, s => s.Sure, StringComparer.Ordinal);
    }

    // A version or a one-letter flag is held by chance as often as not: it counts only where no other code of the question is missing.
    private static int Held(Indexing.IndexedArticle article, List<int> codes, List<(int Id, bool Names)> rare) =>
        rare.Count(c => article.HoldsCode(c.Id) && (c.Names || codes.TrueForAll(article.HoldsCode)));

    private static (List<int> Codes, List<(int Id, bool Names)> Rare) Codes(Retrieved retrieved, Indexing.KnowledgeIndex index)
    {
        float common = Indexing.Bm25.Idf(RareHolders + 1, Math.Max(1, index.ArticleCount));
        var terms = retrieved.Question.Terms;
        var (codes, rare) = (new List<int>(), new List<(int, bool)>());
        for (int i = 0; i < terms.Count; i++)
        {
            if (terms[i].Kind == Text.TokenKind.Code)
            {
                codes.Add(retrieved.Codes[i]);
                if (retrieved.Idf[i] > common)
                {
                    rare.Add((retrieved.Codes[i], Names(terms[i].Surface)));
                }
            }
        }

        return (codes, rare);
    }

    // Whether a code has a run of three letters or digits somewhere that says what it is: EUSAGE, E404, --tag, but not 1.3.2 or -v.
    private static bool Names(string code)
    {
        int run = 0;
        foreach (char c in code)
        {
            run = char.IsLetterOrDigit(c) ? run + 1 : 0;
            if (run == MinName)
            {
                return true;
            }
        }

        return false;
    }
}
