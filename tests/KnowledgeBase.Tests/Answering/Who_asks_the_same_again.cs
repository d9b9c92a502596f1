using KnowledgeBase.Answering;
using KnowledgeBase.Api;
using KnowledgeBase.Articles;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Tests.Answering;

public sealed class Who_asks_the_same_again : Of_one_article
{
    private readonly RecentAnswers recent;

    public Who_asks_the_same_again() => recent = new RecentAnswers(Store, 2);

    [Fact]
    public void Gets_the_same_answer_under_an_id_of_its_own()
    {
        var first = Ask("rotate token");
        var again = Ask("rotate token");
        Assert.Same(first.Articles, again.Articles);
        Assert.NotEqual(first.QueryId, again.QueryId);
        Assert.NotSame(first.Articles, recent.Of(Responder, "rotate token", Viewer.Agent, 5).Articles);
        Assert.NotSame(first.Articles, recent.Of(Responder, "rotate token", Viewer.Public, 4).Articles);
        Assert.Empty(recent.Of(Responder, "rotate token", Viewer.Public, 5, ["tokens"]).Articles);
    }

    [Fact]
    public void Gets_what_is_true_now()
    {
        Assert.Single(Ask("rotate token").Articles);
        Store.PutArticle(Article with { Audience = Audience.Agent }, "test");
        Assert.Empty(Ask("rotate token").Articles); // the index has not seen it
        Responder.CatchUp();
        Assert.Empty(Ask("rotate token").Articles);
        Store.PutArticle(Article with { Title = "Rotate a token" }, "test");
        Responder.CatchUp();
        Assert.Equal("Rotate a token", Assert.Single(Ask("rotate token").Articles).Title);
    }

    [Fact]
    public void Is_answered_anew_when_others_asked_much_meanwhile()
    {
        var first = Ask("rotate token");
        foreach (string other in (string[])["publish", "settings", "open", "token"])
        {
            Ask(other);
        }

        Assert.NotSame(first.Articles, Ask("rotate token").Articles);
    }

    private Response Ask(string question) => recent.Of(Responder, question, Viewer.Public, 5);
}
