using KnowledgeBase.Indexing;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Learning;

/// <summary>A question of known answer.</summary>
/// <param name="Text">What is asked.</param>
/// <param name="Answers">Ids of the articles that answer it; empty when none does.</param>
public sealed record Asked(string Text, IReadOnlyCollection<string> Answers);

/// <summary>Turns questions with known answers into rows to learn from, as the service would have seen them at the time.</summary>
public sealed class JudgmentSource(Retriever retriever)
{
    /// <summary>Rows for one question.</summary>
    /// <param name="group">Number of the question.</param>
    /// <param name="asked">The question.</param>
    /// <param name="votes">Tickets that may vote: those known when it was asked.</param>
    /// <param name="past">What was solved before it; null for all that is known.</param>
    public IEnumerable<Judgment> Rows(int group, Asked asked, Func<IndexedTicket, bool>? votes, Past? past = null)
    {
        var retrieved = retriever.Find(Question.Of(asked.Text), Viewer.Agent, votes: votes);
        var extractor = new FeatureExtractor(retrieved, retriever, past);
        int depth = Math.Min(Ranker.Depth, retrieved.Candidates.Count);
        var rows = new List<Judgment>(depth);
        for (int i = 0; i < depth; i++)
        {
            var features = new float[FeatureExtractor.Count];
            extractor.Extract(retrieved.Candidates[i], features);
            rows.Add(new Judgment(group, i, features, asked.Answers.Contains(retrieved.Candidates[i].Article.Article.Id)));
        }

        return rows;
    }
}
