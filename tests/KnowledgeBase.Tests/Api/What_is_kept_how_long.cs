using KnowledgeBase.Api;
using KnowledgeBase.Api.Settings;
using KnowledgeBase.Store;
using KnowledgeBase.Tests.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed class What_is_kept_how_long : IDisposable
{
    private readonly TempFolder data = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => data.Dispose();

    [Theory]
    [InlineData(30, 60)]
    [InlineData(0, 60)]
    [InlineData(30, 0)]
    public async Task Searches_and_questions_go_on_their_day_and_what_was_learned_from_stays(int searches, int questions)
    {
        using var engine = new Engine(Options.Create(new KnowledgeBaseOptions { DataPath = data.Path, ArticlesPath = "", Retention = new RetentionOptions { SearchDays = searches, QuestionDays = questions } }), time);
        var store = engine.Store;
        long question = store.AddQuestion("why?");
        store.Reject(question, "a", "wrong");
        store.SolveQuestion(question, Intake.Samples.Ticket(1));
        store.Record([Search("old")], [new SearchEvent("old", "helpful", time.GetUtcNow(), "a", 1, "thanks")]);
        using var retention = new Retention(engine, time, NullLogger<Retention>.Instance);
        await retention.StartAsync(CancellationToken.None);
        await After(29);
        store.Record([Search("new")], []);
        Assert.Equal((2, 1, true), Kept());
        await After(2);
        Assert.Equal((searches == 0 ? 2 : 1, searches == 0 ? 1 : 0, true), Kept());
        await After(28);
        Assert.NotNull(store.Question(question));
        await After(2);
        Assert.Equal(questions == 0, Kept().Question);
        Assert.Equal(questions == 0 ? 1 : 0, store.Rejected(question).Count);
        Assert.Single(store.Tickets());
        await retention.StopAsync(CancellationToken.None);

        SearchQuery Search(string id) => new(id, time.GetUtcNow(), "page", "public", "why?", "");
        (int Searches, int Events, bool Question) Kept() => (store.FruitlessSearches(DateTimeOffset.UnixEpoch, 9).Sum(s => (int)s.Count), store.Events("helpful").Count, store.Question(question) is not null);
    }

    // The service looks each hour by its own clock; wait until it has done what there is.
    private async Task After(int days)
    {
        for (int hours = 0; hours < 24 * days; hours++)
        {
            time.Advance(TimeSpan.FromHours(1));
        }

        await Task.Delay(300);
    }
}
