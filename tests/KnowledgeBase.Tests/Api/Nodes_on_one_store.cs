using System.Net;
using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;
using KnowledgeBase.Tests.Store;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed class Nodes_on_one_store
{
    private const string Markdown = "# How do I mend the flux capacitor?\n\nTurn the quantum screw until it hums.";

    [SkippableFact]
    public async Task What_one_writes_the_other_finds_for_whoever_waits_for_its_sequence()
    {
        using var place = new StorePlace.Postgres();
        await using var one = await Node.Start(place.Settings);
        await using var two = await Node.Start(place.Settings);
        for (int i = 0; i < 5; i++)
        {
            long sequence = await one.Write($"flux/{i}", Markdown);
            Assert.Contains($"flux/{i}", await two.Find("mend flux capacitor", after: sequence));
        }

        Assert.Equal("ready", await two.Client.GetStringAsync("/health/ready"));
        var refused = await two.Client.GetAsync($"/api/v1/search?q=flux&after=1000");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
    }

    [SkippableFact]
    public async Task One_takes_in_the_articles_folder_and_when_it_dies_the_other_does()
    {
        using var place = new StorePlace.Postgres();
        using var first = new TempFolder();
        using var second = new TempFolder();
        first.File("a.md", Markdown);
        second.File("b.md", Markdown);
        await using var two = await StartBoth();
        Assert.Equal(["b"], two.Engine.Store.Articles().Select(a => a.Article.Id)); // not both: they would take each other's away
        Assert.Equal(["b"], await two.Find("mend flux capacitor"));

        async Task<Node> StartBoth()
        {
            await using var one = await Node.Start([.. place.Settings, $"--KnowledgeBase:ArticlesPath={first.Path}"]);
            var other = await Node.Start([.. place.Settings, $"--KnowledgeBase:ArticlesPath={second.Path}"]);
            Assert.Equal(["a"], other.Engine.Store.Articles().Select(a => a.Article.Id));
            Assert.Equal((true, false), (one.Engine.Leads(), other.Engine.Leads()));
            await one.DisposeAsync();
            await Node.Until(() => other.Index("b"));
            return other;
        }
    }

    [SkippableFact]
    public async Task One_that_starts_empty_has_everything_once_it_is_ready()
    {
        using var place = new StorePlace.Postgres();
        using (var store = place.Open(TimeProvider.System))
        {
            Intake.Samples.Fill(store, articles: 50, tickets: 100);
        }

        await using var node = await Node.Start(place.Settings);
        Assert.Equal((50, 100, 0L), (node.Engine.Index.Articles.Count, node.Engine.Index.Tickets.Count, node.Engine.Lag));
    }

    [SkippableFact]
    public async Task What_one_learns_goes_live_on_the_other_and_at_the_next_start()
    {
        using var place = new StorePlace.Postgres();
        var model = RankingModel.Shipped() with { Version = "own-test" };
        await using (var one = await Node.Start(place.Settings))
        await using (var two = await Node.Start(place.Settings))
        {
            await Node.Until(() => one.Engine.HasLearned && two.Engine.HasLearned);
            var models = new LearnedModels(one.Engine.Store);
            Assert.Equal(Publication.Live, models.Publish(new Learned(StaticEmbedding.Default, model)));
            Assert.Equal(Publication.Same, models.Publish(new Learned(StaticEmbedding.Default, model)));
            await Node.Until(() => one.Engine.ModelVersion == "own-test" && two.Engine.ModelVersion == "own-test");
            await one.Client.PostAsync("/api/v1/models/0/activate", null);
            await Node.Until(() => one.Engine.ModelVersion == RankingModel.Shipped().Version && two.Engine.ModelVersion == RankingModel.Shipped().Version);
            await two.Client.PostAsync($"/api/v1/models/{models.All()[0].Number}/activate", null);
            await Node.Until(() => one.Engine.ModelVersion == "own-test" && two.Engine.ModelVersion == "own-test");
        }

        using var store = place.Open(TimeProvider.System);
        Assert.Equal("own-test", new LearnedModels(store).InUse()!.Value.Learned.Model.Version);
        place.Run("UPDATE models SET ranking = convert_to(replace(convert_from(ranking, 'UTF8'), '\"features\":[\"', '\"features\":[\"Other'), 'UTF8')");
        place.Run("UPDATE models SET ranking = convert_to(replace(convert_from(ranking, 'UTF8'), '\"Features\":[\"', '\"Features\":[\"Other'), 'UTF8')");
        Assert.Equal(RankingModel.Shipped().Version, new LearnedModels(store).InUse()!.Value.Learned.Model.Version); // one that another program learned on other features
    }

    [Fact]
    public async Task A_command_beside_the_service_is_followed_on_sqlite_too()
    {
        using var place = new StorePlace.Sqlite();
        using var folder = new TempFolder();
        folder.File("a.md", Markdown);
        await using var node = await Node.Start(place.Settings);
        Assert.Equal(0, (await Executable.Run(["import", "articles", folder.Path, .. place.Settings])).Code);
        await Node.Until(() => node.Index("a"));
        Assert.Equal(["a"], await node.Find("mend flux capacitor"));
    }
}
