using KnowledgeBase.Answering;
using KnowledgeBase.Api;
using KnowledgeBase.Articles;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;

namespace KnowledgeBase.Tests.Answering;

public sealed class Who_asks_the_same_again : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly KnowledgeStore store;
    private readonly Responder responder;
    private readonly RecentAnswers recent;
    private readonly Article article = new() { Id = "tokens", Title = "Rotate a publish token", Body = "Open the settings and rotate the publish token." };

    public Who_asks_the_same_again()
    {
        store = KnowledgeStore.Open(folder.Path, TimeProvider.System);
        responder = new Responder(store, StaticEmbedding.Default, new Ranker(RankingModel.Shipped()));
        recent = new RecentAnswers(store, 2);
        store.PutArticle(article, "test");
        responder.CatchUp();
    }

    [Fact]
    public void Gets_the_same_answer_under_an_id_of_its_own()
    {
        var first = Ask("rotate token");
        var again = Ask("rotate token");
        Assert.Same(first.Articles, again.Articles);
        Assert.NotEqual(first.QueryId, again.QueryId);
        Assert.NotSame(first.Articles, recent.Of(responder, "rotate token", Viewer.Agent, 5).Articles);
        Assert.NotSame(first.Articles, recent.Of(responder, "rotate token", Viewer.Public, 4).Articles);
        Assert.Empty(recent.Of(responder, "rotate token", Viewer.Public, 5, ["tokens"]).Articles);
    }

    [Fact]
    public void Gets_what_is_true_now()
    {
        Assert.Single(Ask("rotate token").Articles);
        store.PutArticle(article with { Audience = Audience.Agent }, "test");
        Assert.Empty(Ask("rotate token").Articles); // the index has not seen it
        responder.CatchUp();
        Assert.Empty(Ask("rotate token").Articles);
        store.PutArticle(article with { Title = "Rotate a token" }, "test");
        responder.CatchUp();
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

    public void Dispose()
    {
        responder.Dispose();
        store.Dispose();
        folder.Dispose();
    }

    private Response Ask(string question) => recent.Of(responder, question, Viewer.Public, 5);
}
