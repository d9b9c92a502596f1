using KnowledgeBase.Answering;
using KnowledgeBase.Articles;
using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;

namespace KnowledgeBase.Tests.Answering;

/// <summary>A store with one public article, and who answers from it.</summary>
public abstract class Of_one_article : IDisposable
{
    private readonly TempFolder folder = new();

    protected Of_one_article()
    {
        Store = KnowledgeStore.Open(folder.Path, TimeProvider.System);
        Responder = new Responder(Store, StaticEmbedding.Default, new Ranker(RankingModel.Shipped()));
        Store.PutArticle(Article, "test");
        Responder.CatchUp();
    }

    protected KnowledgeStore Store { get; }

    protected Responder Responder { get; }

    protected Article Article { get; } = new() { Id = "tokens", Title = "Rotate a publish token", Body = "Open the settings and rotate the publish token." };

    public void Dispose()
    {
        Responder.Dispose();
        Store.Dispose();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
