using KnowledgeBase.Answering;
using KnowledgeBase.Articles;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;

namespace KnowledgeBase.Tests.Answering;

public sealed class What_became_hidden : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly KnowledgeStore store;
    private readonly Responder responder;
    private readonly Article article = new() { Id = "tokens", Title = "Rotate a publish token", Body = "Open the settings and rotate the publish token." };

    public What_became_hidden()
    {
        store = KnowledgeStore.Open(folder.Path, TimeProvider.System);
        responder = new Responder(store, StaticEmbedding.Default, new Ranker(RankingModel.Shipped()));
        store.PutArticle(article, "test");
        responder.CatchUp();
    }

    [Theory]
    [InlineData(Audience.Agent, ArticleState.Published)]
    [InlineData(Audience.Public, ArticleState.Draft)]
    public void Is_gone_with_the_next_request_though_the_index_has_not_seen_it(Audience audience, ArticleState state)
    {
        Assert.Equal((1, 1), Found(Viewer.Public));
        store.PutArticle(article with { Audience = audience, State = state }, "test");
        Assert.Equal((0, 0), Found(Viewer.Public));
        responder.CatchUp();
        Assert.Equal((0, 0), Found(Viewer.Public));
        Assert.Equal(state == ArticleState.Published ? (1, 1) : (0, 0), Found(Viewer.Agent));
    }

    [Fact]
    public void Comes_back_once_the_index_has_seen_that_it_may()
    {
        store.PutArticle(article with { Audience = Audience.Agent }, "test");
        responder.CatchUp();
        store.PutArticle(article, "test");
        responder.CatchUp();
        Assert.Equal((1, 1), Found(Viewer.Public));
    }

    public void Dispose()
    {
        responder.Dispose();
        store.Dispose();
        folder.Dispose();
    }

    private (int Searched, int Completed) Found(Viewer viewer) =>
        (responder.Respond("rotate token", viewer, 5).Articles.Count, Completions.Of(responder.Index, new Visible(store), "rot", viewer, 5).Count);
}
