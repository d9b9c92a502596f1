using KnowledgeBase.Articles;
using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Tests.Ranking;

public sealed class Asked_and_solved_before
{
    private const string Asked = "I quit my job at Contoso and they want the keys to what I shipped under my own handle";
    private const string Solution = "managing/transfer";

    private static readonly DatasetArticle[] Articles =
    [
        Article(Solution, "How do I transfer a package to somebody else?", "Invite the new maintainer, wait until they accept, then leave the package."),
        Article("tokens/keys", "How do I keep keys out of what I publish?", "Never ship keys. A key that was shipped must be revoked by its owner."),
        Article("accounts/handle", "How do I change my own handle?", "A handle is changed in the settings of your account; what you want must be free."),
    ];

    private static readonly Ticket[] Others =
        [.. Enumerable.Range(0, 20).Select(i => new Ticket { Id = $"o{i}", Created = DateTimeOffset.UnixEpoch, Text = $"The build number {i} fails with a lock file from another machine", Articles = ["accounts/handle"] })];

    [Theory]
    [InlineData(Asked)]
    [InlineData("quit my job and the company wants the keys to what I shipped under my handle")]
    [InlineData("left my job at Contoso, they want what I shipped under my own handle")]
    public void The_next_who_asks_it_gets_what_solved_it(string question)
    {
        Assert.NotEqual(Solution, First(question, Others).Candidate.Article.Article.Id);
        var first = First(question, [.. Others, new Ticket { Id = "q", Created = DateTimeOffset.UnixEpoch, Text = Asked, Articles = [Solution] }]);
        Assert.Equal(Solution, first.Candidate.Article.Article.Id);
        Assert.InRange(first.Probability, 0.9, 1);
    }

    [Fact]
    public void Another_question_does_not()
    {
        var first = First("how do I change my handle", [.. Others, new Ticket { Id = "q", Created = DateTimeOffset.UnixEpoch, Text = Asked, Articles = [Solution] }]);
        Assert.Equal("accounts/handle", first.Candidate.Article.Article.Id);
    }

    [Fact]
    public void A_word_of_it_does_not()
    {
        var first = First("contoso", [.. Others, new Ticket { Id = "q", Created = DateTimeOffset.UnixEpoch, Text = "Contoso?", Articles = [Solution] }]);
        Assert.Equal(Solution, first.Candidate.Article.Article.Id);
        Assert.InRange(first.Probability, 0, 0.9); // it is like a ticket of one word, which says little
    }

    [Fact]
    public void Solved_now_by_this_and_now_by_that_it_is_not_sure()
    {
        Ticket Solved(string by) => new() { Id = by, Created = DateTimeOffset.UnixEpoch, Text = Asked, Articles = [by] };
        var first = First(Asked, [.. Others, Solved(Solution), Solved("tokens/keys")]);
        Assert.InRange(first.Probability, 0, 0.9);
    }

    private static Ranked First(string question, Ticket[] tickets)
    {
        using var replay = Replay.Of(Articles, tickets, StaticEmbedding.Default);
        var ranker = new Ranker(RankingModel.Shipped() with { Tickets = new TicketCertainty(13, -6, 0.8) }); // as fitted to the sample tickets
        return ranker.Rank(replay.Retriever.Find(Question.Of(question), Viewer.Public), replay.Retriever)[0];
    }

    private static DatasetArticle Article(string id, string title, string body) =>
        new(new Article { Id = id, Title = title, Body = body, State = ArticleState.Published }, ArticleContent.Of(body));
}
