using System.Globalization;
using KnowledgeBase.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>What people search and do, over time.</summary>
internal static class AnalyticsEndpoints
{
    private const int Default = 30;
    private const int Longest = 400;
    private const int Fruitless = 50;

    public static void MapAnalytics(this RouteGroupBuilder api) =>
        api.MapGet("/analytics", Get).For(Role.Agent).WithName("Analytics").WithTags("Analytics")
            .WithSummary("Searches, answers, silence, clicks, votes, questions and solved tickets by day, and what was searched in vain.")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden);

    /// <summary>The last <paramref name="days"/> days, today included, each there even if nothing happened.</summary>
    public static AnalyticsView View(Engine engine, SearchLog log, TimeProvider time, int days)
    {
        log.Flush();
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var first = today.AddDays(1 - days);
        var since = new DateTimeOffset(first, TimeOnly.MinValue, TimeSpan.Zero);
        var searches = engine.Store.SearchDays(since);
        var actions = engine.Store.ActionDays(since);
        return new AnalyticsView(
            Text(first), Text(today),
            Totals.Of(searches, actions),
            [.. searches.GroupBy(s => s.Audience).Order(Comparer<IGrouping<string, SearchDay>>.Create((a, b) => string.CompareOrdinal(b.Key, a.Key))).Select(g => new AudienceView(g.Key, SearchCounts.Of(g)))],
            [.. Enumerable.Range(0, days).Select(first.AddDays).Select(day => new DayView(Text(day), Totals.Of(searches.Where(s => s.Day == day), actions.Where(a => a.Day == day))))],
            [.. engine.Store.FruitlessSearches(since, Fruitless).Select(f => new FruitlessView(f.Text, f.Count, f.Last))]);
    }

    private static Results<Ok<AnalyticsView>, ValidationProblem> Get(Engine engine, SearchLog log, TimeProvider time, int? days) =>
        days is < 1 or > Longest ? Checks.Fault("days", $"Ask for 1 to {Longest} days.") : TypedResults.Ok(View(engine, log, time, days ?? Default));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Searches and how they ended.</summary>
/// <param name="Searches">How many there were.</param>
/// <param name="Answered">How many got an answer.</param>
/// <param name="Silent">How many met silence.</param>
/// <param name="Clicked">How many had a result followed, at least once.</param>
public sealed record SearchCounts(long Searches, long Answered, long Silent, long Clicked)
{
    internal static SearchCounts Of(IEnumerable<SearchDay> days)
    {
        var all = days.ToList();
        return new SearchCounts(all.Sum(d => d.Searches), all.Sum(d => d.Answered), all.Sum(d => d.Searches - d.Answered), all.Sum(d => d.Clicked));
    }
}

/// <summary>All that is counted.</summary>
/// <param name="Searches">Searches and how they ended.</param>
/// <param name="Views">Articles opened.</param>
/// <param name="Helpful">"Was this helpful?" yes.</param>
/// <param name="NotHelpful">"Was this helpful?" no.</param>
/// <param name="Asked">Questions sent with the form.</param>
/// <param name="Solved">Tickets solved with an article.</param>
public sealed record Totals(SearchCounts Searches, long Views, long Helpful, long NotHelpful, long Asked, long Solved)
{
    internal static Totals Of(IEnumerable<SearchDay> searches, IEnumerable<ActionDay> actions)
    {
        var counts = actions.GroupBy(a => a.Action).ToDictionary(g => g.Key, g => g.Sum(a => a.Count), StringComparer.Ordinal);
        long Count(string action) => counts.GetValueOrDefault(action);
        return new Totals(SearchCounts.Of(searches), Count("view"), Count("helpful"), Count("not_helpful"), Count("asked"), Count("ticket"));
    }
}

/// <summary>One audience.</summary>
public sealed record AudienceView(string Audience, SearchCounts Searches);

/// <summary>One day, in UTC.</summary>
public sealed record DayView(string Day, Totals Totals);

/// <summary>A search in vain, its secrets masked.</summary>
public sealed record FruitlessView(string Text, long Count, DateTimeOffset Last);

/// <summary>What people searched and did.</summary>
/// <param name="From">First day, in UTC.</param>
/// <param name="To">Last day, in UTC.</param>
/// <param name="Totals">Over all days.</param>
/// <param name="Audiences">By who searched.</param>
/// <param name="Days">By day, oldest first.</param>
/// <param name="Fruitless">What was searched in vain, most frequent first.</param>
public sealed record AnalyticsView(
    string From, string To, Totals Totals, IReadOnlyList<AudienceView> Audiences, IReadOnlyList<DayView> Days, IReadOnlyList<FruitlessView> Fruitless);
