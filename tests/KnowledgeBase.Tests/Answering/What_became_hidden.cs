using KnowledgeBase.Answering;
using KnowledgeBase.Articles;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Tests.Answering;

public sealed class What_became_hidden : Of_one_article
{
    [Theory]
    [InlineData(Audience.Agent, ArticleState.Published)]
    [InlineData(Audience.Public, ArticleState.Draft)]
    public void Is_gone_with_the_next_request_though_the_index_has_not_seen_it(Audience audience, ArticleState state)
    {
        Assert.Equal((1, 1), Found(Viewer.Public));
        Store.PutArticle(Article with { Audience = audience, State = state }, "test");
        Assert.Equal((0, 0), Found(Viewer.Public));
        Responder.CatchUp();
        Assert.Equal((0, 0), Found(Viewer.Public));
        Assert.Equal(state == ArticleState.Published ? (1, 1) : (0, 0), Found(Viewer.Agent));
    }

    [Fact]
    public void Comes_back_once_the_index_has_seen_that_it_may()
    {
        Store.PutArticle(Article with { Audience = Audience.Agent }, "test");
        Responder.CatchUp();
        Store.PutArticle(Article, "test");
        Responder.CatchUp();
        Assert.Equal((1, 1), Found(Viewer.Public));
    }

    private (int Searched, int Completed) Found(Viewer viewer) =>
        (Responder.Respond("rotate token", viewer, 5).Articles.Count, Completions.Of(Responder.Index, new Visible(Store), "rot", viewer, 5).Count);
}
