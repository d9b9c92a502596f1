using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using KnowledgeBase.Tests.Store;

namespace KnowledgeBase.Tests.Learning;

/// <summary>What holds of learned models on either engine.</summary>
public abstract class Learned_models : IDisposable
{
    private readonly StorePlace place;
    private readonly KnowledgeStore store;
    private readonly LearnedModels models;

    protected Learned_models(StorePlace place)
    {
        this.place = place;
        store = place.Open(TimeProvider.System);
        models = new LearnedModels(store);
    }

    public void Dispose()
    {
        store.Dispose();
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public void The_newest_counts_and_is_told_once()
    {
        Assert.Null(models.Newest());
        Assert.True(models.Publish(Learned("own-1")));
        Assert.True(models.Publish(Learned("own-2")));
        var newest = models.Newest()!.Value;
        Assert.Equal("own-2", newest.Learned.Model.Version);
        Assert.Equal(StaticEmbedding.Default.Id, newest.Learned.Embedding.Id);
        Assert.Null(models.Newest(after: newest.Id));
    }

    [SkippableFact]
    public void What_is_in_use_already_is_not_published_again()
    {
        Assert.False(models.Publish(new Learned(StaticEmbedding.Default, RankingModel.Shipped())));
        Assert.True(models.Publish(Learned("own-1")));
        Assert.False(models.Publish(Learned("own-1")));
    }

    [SkippableFact]
    public void An_adapted_embedding_comes_back_as_it_was()
    {
        var adapted = StaticEmbedding.Default.Reweight(new Dictionary<string, float> { [StaticEmbedding.Default.Vocabulary.Terms[0]] = 0.1f, [StaticEmbedding.Default.Vocabulary.Terms[1]] = 5f }, 0.5f);
        models.Publish(new Learned(adapted, RankingModel.Shipped()));
        Assert.Equal(adapted.Id, models.Newest()!.Value.Learned.Embedding.Id);
    }

    [SkippableFact]
    public void A_model_on_other_features_gives_way_to_the_shipped_one()
    {
        using var bytes = new MemoryStream();
        (RankingModel.Shipped() with { Version = "old", Features = ["Other"] }).Save(bytes);
        store.AddModel(bytes.ToArray(), []);
        Assert.Equal(RankingModel.Shipped().Version, models.Newest()!.Value.Learned.Model.Version);
    }

    [SkippableFact]
    public void Old_ones_go()
    {
        long[] ids = [.. Enumerable.Range(1, 5).Select(i => store.AddModel([(byte)i], []))];
        place.Run($"DELETE FROM models WHERE id = {ids[^1]}");
        place.Run($"DELETE FROM models WHERE id = {ids[^2]}");
        place.Run($"DELETE FROM models WHERE id = {ids[^3]}");
        Assert.Null(store.NewestModel());
    }

    private static Learned Learned(string version) => new(StaticEmbedding.Default, RankingModel.Shipped() with { Version = version });
}

public sealed class Learned_models_in_SQLite() : Learned_models(new StorePlace.Sqlite());

public sealed class Learned_models_in_PostgreSQL() : Learned_models(new StorePlace.Postgres());
