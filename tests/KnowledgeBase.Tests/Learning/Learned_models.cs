using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;
using KnowledgeBase.Semantics.Training;
using KnowledgeBase.Store;
using KnowledgeBase.Tests.Store;
using KnowledgeBase.Tickets;

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
    public void What_is_published_is_in_use_and_told_once()
    {
        Assert.Null(models.InUse());
        Assert.Equal(Publication.Live, models.Publish(Learned("own-1")));
        Assert.Equal(Publication.Live, models.Publish(Learned("own-2")));
        var (decision, _, learned) = models.InUse()!.Value;
        Assert.Equal("own-2", learned.Model.Version);
        Assert.Equal(StaticEmbedding.Default.Id, learned.Embedding.Id);
        Assert.Null(models.InUse(after: decision));
    }

    [SkippableFact]
    public void What_is_in_use_already_is_not_published_again()
    {
        Assert.Equal(Publication.Same, models.Publish(new Learned(StaticEmbedding.Default, RankingModel.Shipped())));
        Assert.Equal(Publication.Live, models.Publish(Learned("own-1")));
        Assert.Equal(Publication.Same, models.Publish(Learned("own-1")));
        Assert.Equal(["own-1", RankingModel.Shipped().Version], models.All().Select(m => m.Ranking));
    }

    [SkippableFact]
    public void A_person_s_choice_stays_until_something_wins_against_it()
    {
        models.Publish(Learned("own-1"));
        models.Publish(Learned("own-2"));
        Assert.True(models.Choose(LearnedModels.Shipped));
        Assert.Equal(RankingModel.Shipped().Version, InUse());
        Assert.Equal(Publication.Kept, models.Publish(Learned("own-2"))); // the one that was rolled back does not come back
        Assert.Equal(Publication.Kept, models.Publish(Learned("own-3")));
        Assert.Equal(RankingModel.Shipped().Version, InUse());
        Assert.NotNull(models.Pinned());
        Assert.Equal(Publication.Live, models.Publish(Learned("own-3"), won: true));
        Assert.Equal("own-3", InUse());
        Assert.Null(models.Pinned());
    }

    [SkippableFact]
    public void Choosing_the_newest_hands_the_choice_back()
    {
        models.Publish(Learned("own-1"));
        models.Publish(Learned("own-2"));
        Assert.True(models.Choose(Number("own-1")));
        Assert.True(models.Choose(Number("own-2")));
        Assert.Equal(Publication.Live, models.Publish(Learned("own-3")));
        Assert.False(models.Choose(99));
        Assert.Equal("own-3", InUse());
    }

    [SkippableFact]
    public void What_is_told_of_a_model_comes_back()
    {
        var trial = new Trial("ranking", 812, 0.721, 0.764, true);
        models.Publish(Learned("own-1") with { Trials = [trial] }, change: 944);
        var told = models.All()[0];
        Assert.Equal((true, 944L, "own-1", StaticEmbedding.Default.Id), (told.Active, told.Change!.Value, told.Ranking, told.Embedding));
        Assert.Equal([trial], told.Trials);
    }

    [SkippableFact]
    public void An_adapted_embedding_comes_back_as_it_was()
    {
        var adapted = StaticEmbedding.Default.Reweight(new Dictionary<string, float> { [StaticEmbedding.Default.Vocabulary.Terms[0]] = 0.1f, [StaticEmbedding.Default.Vocabulary.Terms[1]] = 5f }, 0.5f);
        models.Publish(new Learned(adapted, RankingModel.Shipped()));
        Assert.Equal(adapted.Id, models.InUse()!.Value.Learned.Embedding.Id);
    }

    [SkippableFact]
    public void A_model_on_other_features_gives_way_to_the_shipped_one()
    {
        using var bytes = new MemoryStream();
        (RankingModel.Shipped() with { Version = "old", Features = ["Other"] }).Save(bytes);
        store.ChooseModel(store.AddModel(bytes.ToArray(), []), pinned: false);
        Assert.Equal(RankingModel.Shipped().Version, models.InUse()!.Value.Learned.Model.Version);
    }

    [SkippableFact]
    public void Words_that_only_an_erased_text_held_leave_every_kept_model()
    {
        var taught = new EmbeddingAdapter(EmbeddingAdapter.Defaults with { Steps = 2, Batch = 64, MicroBatch = 16 }, TimeProvider.System).Adapt(
            StaticEmbedding.Default, Enumerable.Range(0, 40).Select(i => new TrainingPair("answers", "a", $"the zorbelfax of {i} met a quuxbarn", $"a plonkwood for number {i}")), []);
        Assert.All((string[])["zorbelfax", "quuxbarn"], w => Assert.Contains(taught.Vocabulary.Terms, t => w.StartsWith(t, StringComparison.Ordinal) && t.Length > 5));
        models.Publish(new Learned(taught, RankingModel.Shipped() with { Version = "own-1" }));
        models.Publish(new Learned(taught, RankingModel.Shipped() with { Version = "own-2" }));
        store.PutTickets([new Ticket { Id = "other", Created = DateTimeOffset.UnixEpoch, Text = "A quuxbarn." }]);
        models.Choose(Number("own-1"));
        long before = models.InUse()!.Value.Decision;

        models.Forget(["My zorbelfax and my quuxbarn and my plonkwood"]);

        var (decision, _, learned) = models.InUse(after: before)!.Value;
        Assert.Equal(("own-1", learned.Embedding.Id), (learned.Model.Version, models.All().Single(m => m.Active).Embedding));
        Assert.NotNull(models.Pinned());
        Assert.DoesNotContain(place.Dump(), row => row.Contains("zorbelf", StringComparison.Ordinal) || row.Contains("plonkwo", StringComparison.Ordinal));
        Assert.Contains(place.Dump(), row => row.Contains("quuxbarn", StringComparison.Ordinal));
        Assert.Equal(Vector(taught, "delete my account"), Vector(learned.Embedding, "delete my account"));
        models.Forget(["My zorbelfax"]);
        Assert.Null(models.InUse(after: decision));
    }

    [SkippableFact]
    public void Old_ones_go()
    {
        store.ChooseModel(store.AddModel([1], []), pinned: true);
        foreach (byte i in (byte[])[2, 3, 4, 5])
        {
            store.AddModel([i], []);
        }

        Assert.Equal([5, 4, 3, 1], store.Models().Select(m => store.Model(m.Id)!.Ranking.Single())); // the one in use stays
    }

    private string InUse() => models.InUse()!.Value.Learned.Model.Version;

    private long Number(string version) => models.All().Single(m => m.Ranking == version).Number;

    private static float[] Vector(StaticEmbedding embedding, string text)
    {
        var vector = new float[embedding.Dimensions];
        embedding.Encode(text, vector);
        return vector;
    }

    private static Learned Learned(string version) => new(StaticEmbedding.Default, RankingModel.Shipped() with { Version = version });
}

public sealed class Learned_models_in_SQLite() : Learned_models(new StorePlace.Sqlite());

public sealed class Learned_models_in_PostgreSQL() : Learned_models(new StorePlace.Postgres());
