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

    [Fact]
    public void The_right_article_comes_first_and_silence_is_kept_where_nothing_answers()
    {
        var (dev, test) = (Ask("dev"), Ask("test"));
        output.WriteLine($"dev: {dev}\ntest: {test}");
        Assert.True(dev.First + test.First >= HitFloor * (dev.Answerable + test.Answerable), $"hit@1 {dev.First} + {test.First}");
        Assert.True(dev.Silent + test.Silent >= SilenceFloor * (dev.Unanswerable + test.Unanswerable), $"silence {dev.Silent} + {test.Silent}");
    }

    // What is asked of it (issue 2); the floors rise with the ranking and are never lowered.
    private const double HitFloor = 0.85;
    private const double SilenceFloor = 0.8;

    private sealed record Outcome(int First, int Shown, int Answerable, int Silent, int Unanswerable);

    private Outcome Ask(string split)
    {
        var (replay, ranker) = Learned.Value;
        int first = 0, answerable = 0, shown = 0, silent = 0, unanswerable = 0;
        foreach (var question in Questions().Where(q => q.Split == split))
        {
            var ranked = ranker.Rank(replay.Retriever.Find(Question.Of(question.Text), Viewer.Public), replay.Retriever);
            string top = ranked.Count == 0 ? "" : ranked[0].Candidate.Article.Article.Id;
            double probability = ranked.Count == 0 ? 0 : ranked[0].Probability;
            bool answers = probability >= ranker.Cutoff, right = question.Articles.Contains(top);
            answerable += question.Articles.Length > 0 ? 1 : 0;
            first += right ? 1 : 0;
            shown += right && answers ? 1 : 0;
            unanswerable += question.Articles.Length == 0 ? 1 : 0;
            silent += question.Articles.Length == 0 && !answers ? 1 : 0;
            if (split == "dev" && (question.Articles.Length > 0 ? !right : answers))
            {
                output.WriteLine($"{question.Id} p={probability:F2} got {top} wanted [{string.Join(' ', question.Articles)}]: {question.Text.ReplaceLineEndings(" ")}");
            }
        }

        return new Outcome(first, shown, answerable, silent, unanswerable);
    }

    private static IEnumerable<GoldenQuestion> Questions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        return File.ReadLines(Path.Combine(Repository.Root, "tests", "KnowledgeBase.Tests", "Golden", "questions.jsonl"))
            .Select(l => JsonSerializer.Deserialize<GoldenQuestion>(l, options)!);
    }
}
