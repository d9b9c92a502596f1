using System.Globalization;
using System.Net;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed class The_metrics(Running_service service)
{
    [Fact]
    public async Task A_search_is_counted_by_how_it_ends_and_timed()
    {
        var before = await Read();
        await service.Client.GetStringAsync("/api/v1/search?q=EACCES+/usr/local/lib/node_modules");
        await service.Client.GetStringAsync("/search?q=asdfgh+qwerty");
        var after = await Read();
        Assert.Equal(1, Rise("knowledgebase_searches_total", "outcome=\"answered\"", "surface=\"search\""));
        Assert.Equal(1, Rise("knowledgebase_searches_total", "outcome=\"abstained\"", "surface=\"page\""));
        Assert.Equal(1, Rise("knowledgebase_search_duration_seconds_count", "surface=\"search\""));
        Assert.Equal(1, Rise("knowledgebase_search_duration_seconds_bucket", "surface=\"page\"", "le=\"+Inf\""));

        double Rise(string name, params string[] labels) => Sum(after, name, labels) - Sum(before, name, labels);
    }

    [Fact]
    public async Task A_vote_is_counted_and_its_page_is_no_search()
    {
        var before = await Read();
        var voted = await service.PostForm("/articles/install/eacces", "/feedback", ("id", "install/eacces"), ("q", "EACCES"), ("query", "x"), ("helpful", "yes"));
        Assert.Contains("Thank you", await service.Client.GetStringAsync(voted.Headers.Location), StringComparison.Ordinal);
        var after = await Read();
        Assert.Equal(1, Sum(after, "knowledgebase_votes_total", "vote=\"yes\"") - Sum(before, "knowledgebase_votes_total", "vote=\"yes\""));
        Assert.Equal(Sum(before, "knowledgebase_searches_total"), Sum(after, "knowledgebase_searches_total"));
    }

    [Fact]
    public async Task What_is_held_is_shown_and_the_index_keeps_up()
    {
        var lines = await Read();
        Assert.InRange(Sum(lines, "knowledgebase_articles"), 100, 1000);
        Assert.InRange(Sum(lines, "knowledgebase_tickets"), 100, 10_000);
        Assert.Equal(0, Sum(lines, "knowledgebase_change_lag"));
    }

    [Fact]
    public async Task Metrics_are_not_for_the_public()
    {
        using var outside = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        outside.Headers.Add("X-Forwarded-For", "203.0.113.9");
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.Client.SendAsync(outside)).StatusCode);
    }

    private async Task<string[]> Read() => (await service.Client.GetStringAsync("/metrics")).Split('\n');

    private static double Sum(string[] lines, string name, params string[] labels) => lines
        .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) && labels.All(label => line.Contains(label, StringComparison.Ordinal)))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
