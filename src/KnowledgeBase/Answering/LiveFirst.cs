using KnowledgeBase.Articles;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Answering;

/// <summary>Puts a live incident or a known issue that matches a question before everything else: what is broken now is no matter of what helped before.</summary>
internal static class LiveFirst
{
    /// <summary>How far down one is looked for.</summary>
    public const int Depth = 5;

    private const double Matches = 0.2; // no ticket can speak for an incident yet, so half-likely is much

    /// <summary><paramref name="ranked"/> with matching incidents first, then matching known issues, then the rest in their order.</summary>
    public static IReadOnlyList<Ranked> Order(IReadOnlyList<Ranked> ranked, Retrieved retrieved)
    {
        var live = ranked.Take(Depth).Where(r => r.Candidate.Article.Article.Kind != ArticleKind.Help && IsMatch(r, retrieved))
            .OrderBy(r => r.Candidate.Article.Article.Kind).ToList();
        return live.Count == 0 ? ranked : [.. live, .. ranked.Except(live)];
    }

    private static bool IsMatch(Ranked ranked, Retrieved retrieved) => ranked.Probability >= Matches || retrieved.Codes.Any(ranked.Candidate.Article.HoldsCode);
}
