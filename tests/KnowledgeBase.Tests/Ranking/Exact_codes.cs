using KnowledgeBase.Articles;
using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Tests.Ranking;

public sealed class Exact_codes(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Cases = 200;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private static readonly string[] Topics = ["the build stops while it loads the certificate", "publishing is refused for the team", "the cache gives an old file", "the lock file is not what was installed"];

    [Fact]
    public void An_exact_code_goes_before_twenty_articles_on_the_same_topic_in_other_words()
    {
        var random = new Random(7);
        string[] codes = [.. Enumerable.Range(0, Cases).Select(i => Code(random, i)).Distinct()];
        var articles = new List<DatasetArticle>();
        for (int t = 0; t < Topics.Length; t++)
        {
            articles.AddRange(Enumerable.Range(0, 20).Select(i => Article($"topic{t}/{i}", $"What to do when {Topics[t]}, part {i}", $"When {Topics[t]}, try this and that. It happens often that {Topics[t]}. Way number {i}.")));
        }

        articles.AddRange(codes.Select((code, i) => Article($"code/{i}", $"A message of kind {i}", $"Some words around it.\n\nIt says `{code}` and ends.")));
        using var replay = Replay.Of(articles, [], StaticEmbedding.Default);
        var ranker = new Ranker(RankingModel.Shipped());
        var missed = new List<string>();
        for (int i = 0; i < codes.Length; i++)
        {
            string question = $"{Topics[i % Topics.Length]} and says {codes[i]}, what to do?";
            var ranked = ranker.Rank(replay.Retriever.Find(Question.Of(question), Viewer.Public), replay.Retriever);
            if (ranked.Count == 0 || ranked[0].Candidate.Article.Article.Id != $"code/{i}")
            {
                missed.Add(codes[i]);
            }
        }

        output.WriteLine($"{codes.Length - missed.Count} of {codes.Length}");
        Assert.Empty(missed);
    }

    [Theory]
    [InlineData("I released 2.0.0-beta.3 and latest says 1.3.2: how do I move the latest tag to another release?", "tags")] // 2.0.0-beta.3 stands nowhere, so 1.3.2 is there by chance
    [InlineData("How do I move the latest tag to another release? ERR_TAG_MOVED with 2.0.0-beta.3", "message")] // an error code is no chance, whatever else is quoted
    [InlineData("How do I move the latest tag to another release? It says 1.3.2", "sample")] // all there is to go by
    public void A_version_held_by_chance_is_no_answer(string question, string expected)
    {
        DatasetArticle[] articles =
        [
            Article("tags", "Move the latest tag to another release", "The latest tag names the release that people get. Move it with `dist-tag add`."),
            Article("sample", "Write a manifest", "A manifest has a name and a version, such as `1.3.2`."),
            Article("message", "A strange message", "It says `ERR_TAG_MOVED`, now and then."),
            Article("other", "Invite a colleague", "Colleagues are invited by their address."),
        ];
        using var replay = Replay.Of(articles, [], StaticEmbedding.Default);
        var ranked = new Ranker(RankingModel.Shipped()).Rank(replay.Retriever.Find(Question.Of(question), Viewer.Public), replay.Retriever);
        Assert.Equal(expected, ranked[0].Candidate.Article.Article.Id);
    }

    // Error codes, flags, scoped packages and versions, in turn.
    private static string Code(Random random, int kind) => (kind % 4) switch
    {
        0 => $"ERR_{Some(random, Letters, 5).ToUpperInvariant()}_{Some(random, Letters, 6).ToUpperInvariant()}",
        1 => $"--{Some(random, Letters, 6)}-{Some(random, Letters, 5)}",
        2 => $"@{Some(random, Letters, 5)}/{Some(random, Letters, 7)}",
        _ => $"{random.Next(1, 30)}.{random.Next(30)}.{random.Next(10, 99)}",
    };

    private static string Some(Random random, string from, int length) => new([.. Enumerable.Range(0, length).Select(_ => from[random.Next(from.Length)])]);

    private static DatasetArticle Article(string id, string title, string body) =>
        new(new Article { Id = id, Title = title, Body = body, State = ArticleState.Published }, ArticleContent.Of(body));
}
