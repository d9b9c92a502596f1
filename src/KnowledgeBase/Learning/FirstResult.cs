using KnowledgeBase.Ranking;

namespace KnowledgeBase.Learning;

/// <summary>What a model put first for a question it was not trained on.</summary>
/// <param name="Group">Number of the question.</param>
/// <param name="Score">The first result's score.</param>
/// <param name="Features">Its features.</param>
/// <param name="Answers">True when it answers.</param>
/// <param name="ReciprocalRank">Of the first candidate that answers; null when none does.</param>
public sealed record FirstResult(int Group, double Score, float[] Features, bool Answers, double? ReciprocalRank)
{
    /// <summary>The first results of <paramref name="model"/> for the questions of <paramref name="rows"/>.</summary>
    public static IEnumerable<FirstResult> Of(RankingModel model, IEnumerable<Judgment> rows)
    {
        foreach (var question in rows.GroupBy(r => r.Group))
        {
            var ranked = question.Select(r => (Row: r, Score: model.Score(r.Features))).OrderByDescending(r => r.Score).ToList();
            int right = ranked.FindIndex(r => r.Row.Answers);
            yield return new FirstResult(question.Key, ranked[0].Score, ranked[0].Row.Features, right == 0, right < 0 ? null : 1.0 / (right + 1));
        }
    }
}
