using System.Text.Json;
using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Tickets;
using Xunit.Abstractions;

namespace KnowledgeBase.Tests.Golden;

/// <summary>Questions over our own articles, in the words of users; written without sight of articles and tickets. The test half is never looked at while tuning.</summary>
public sealed class Golden_questions(ITestOutputHelper output)
{
    private sealed record GoldenQuestion(string Id, string Text, string[] Articles, string Split);

    // What the service is once it has started and learned.
    private static readonly Lazy<(Replay Replay, Ranker Ranker)> Learned = new(() =>
    {
        using var reader = File.OpenText(Repository.Tickets);
        var tickets = Replay.InTime(TicketReader.JsonLines(reader).OfType<TicketRow.Read>().Select(r => r.Ticket));
        var articles = Dataset.ArticlesIn(Repository.Articles);
        var learned = Adaptation.Learn(articles, tickets, RankingModel.Shipped(), TimeProvider.System);
        return (Replay.Of(articles, tickets, learned.Embedding), new Ranker(learned.Model));
    });

    [Theory]
    [InlineData("dev")]
    [InlineData("test")]
    public void The_right_article_comes_first_and_silence_is_kept_where_nothing_answers(string split)
    {
        var (replay, ranker) = Learned.Value;
        int first = 0, answerable = 0, shown = 0, silent = 0, unanswerable = 0;
        foreach (var question in Questions().Where(q => q.Split == split))
        {
            var ranked = ranker.Rank(replay.Retriever.Find(Question.Of(question.Text), Viewer.Public), replay.Index);
            string top = ranked.Count == 0 ? "" : ranked[0].Candidate.Article.Article.Id;
            double probability = ranked.Count == 0 ? 0 : ranked[0].Probability;
            bool answers = probability >= ranker.Cutoff;
            if (question.Articles.Length > 0)
            {
                answerable++;
                first += question.Articles.Contains(top) ? 1 : 0;
                shown += question.Articles.Contains(top) && answers ? 1 : 0;
            }
            else
            {
                unanswerable++;
                silent += answers ? 0 : 1;
            }

            if (split == "dev" && (question.Articles.Length > 0 ? !question.Articles.Contains(top) : answers))
            {
                output.WriteLine($"{question.Id} p={probability:F2} got {top} wanted [{string.Join(' ', question.Articles)}]: {question.Text.ReplaceLineEndings(" ")}");
            }
        }

        output.WriteLine($"{split}: hit@1 {first}/{answerable} = {first / (double)answerable:F3}, shown {shown}, silence {silent}/{unanswerable} = {silent / (double)unanswerable:F3}");
        Assert.True(first >= HitFloor * answerable, $"hit@1 {first}/{answerable}");
        Assert.True(silent >= SilenceFloor * unanswerable, $"silence {silent}/{unanswerable}");
    }

    // Floors against getting worse, not the goal: .85 and .8. They rise with the ranking and are never lowered.
    private const double HitFloor = 0.75;
    private const double SilenceFloor = 0.7;

    private static IEnumerable<GoldenQuestion> Questions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        return File.ReadLines(Path.Combine(Repository.Root, "tests", "KnowledgeBase.Tests", "Golden", "questions.jsonl"))
            .Select(l => JsonSerializer.Deserialize<GoldenQuestion>(l, options)!);
    }
}
