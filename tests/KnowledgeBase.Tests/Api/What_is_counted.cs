using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

[Collection(Writers_tests.Name)]
public sealed class What_is_counted(Writers_service service, Browser browser)
{
    [Fact]
    public async Task Searches_clicks_votes_and_views_are_counted_by_day_and_audience()
    {
        var before = (await Analytics()).GetProperty("totals");
        var search = await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/search?q=EACCES+/usr/local/lib/node_modules");
        await service.Client.GetAsync("/search?q=an+aardvark+in+the+attic");
        await service.Client.GetAsync("/api/v1/search?typing=true&q=EACC");
        await service.Client.PostAsJsonAsync("/api/v1/suggest", new { text = "EACCES when I install" });
        await Click(search, "install/eacces");
        await Click(search, "install/eacces");
        await service.Client.GetAsync("/articles/install/eacces");
        await service.PostForm("/articles/install/eacces?saved=no", "/feedback", ("id", "install/eacces"), ("helpful", "yes"));

        var now = await Analytics();
        long Grown(params string[] path) => path.Aggregate(now.GetProperty("totals"), (e, p) => e.GetProperty(p)).GetInt64() - path.Aggregate(before, (e, p) => e.GetProperty(p)).GetInt64();
        Assert.Equal((3, 1), (Grown("searches", "searches"), Grown("searches", "clicked")));
        Assert.Equal(Grown("searches", "searches"), Grown("searches", "answered") + Grown("searches", "silent"));
        Assert.Equal((1, 1, 0), (Grown("views"), Grown("helpful"), Grown("notHelpful")));
        Assert.Contains(now.GetProperty("audiences").EnumerateArray(), a => a.GetProperty("audience").GetString() == "agent");
        Assert.Equal(7, now.GetProperty("days").GetArrayLength());
        Assert.Equal(now.GetProperty("totals").GetProperty("views").GetInt64(), now.GetProperty("days")[6].GetProperty("totals").GetProperty("views").GetInt64());
        Assert.Contains(now.GetProperty("fruitless").EnumerateArray(), f => f.GetProperty("text").GetString() == "an aardvark in the attic");
    }

    [Fact]
    public async Task No_address_and_no_token_is_kept()
    {
        await service.Client.GetAsync("/search?q=" + Uri.EscapeDataString("mail jane.doe@example.org the zebra npm_0123456789abcdefghijABCDEFGHIJ012345"));
        await service.Client.PostAsJsonAsync("/api/v1/events", new { queryId = "q", actionName = "flag", objectId = "install/eacces", message = "ask jane.doe@example.org" });
        Assert.Contains((await Analytics()).GetProperty("fruitless").EnumerateArray(), f => f.GetProperty("text").GetString() == "mail [email] the zebra [token]");
        Assert.Equal("ask [email]", service.Engine.Store.Events("flag")[0].Message);
    }

    [Fact]
    public async Task The_same_search_in_vain_is_one_line_with_its_count()
    {
        foreach (string q in new[] { "yak+shaving+kit", "Yak+shaving+kit", "yak+shaving+kit" })
        {
            await service.Client.GetAsync("/search?q=" + q);
        }

        var line = Assert.Single((await Analytics()).GetProperty("fruitless").EnumerateArray(), f => f.GetProperty("text").GetString()!.Contains("shaving", StringComparison.Ordinal));
        Assert.Equal(3, line.GetProperty("count").GetInt64());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(401)]
    public async Task A_span_that_is_not_kept_is_refused(int days) =>
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await service.Client.GetAsync($"/api/v1/analytics?days={days}")).StatusCode);

    [SkippableFact]
    public async Task A_followed_result_and_a_followed_suggestion_are_clicks()
    {
        long before = (await Analytics()).GetProperty("totals").GetProperty("searches").GetProperty("clicked").GetInt64();
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/search?q=EACCES+/usr/local/lib/node_modules");
        await page.Locator("#answer a").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/articles/install/eacces"));
        await page.Locator("#q").PressSequentiallyAsync("eacces permission denied");
        await Assertions.Expect(page.Locator("#suggestions a").Last).ToHaveAttributeAsync("href", "/search?q=eacces%20permission%20denied");
        await page.GetByRole(AriaRole.Option).First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/articles/"));
        for (int i = 0; i < 40 && (await Analytics()).GetProperty("totals").GetProperty("searches").GetProperty("clicked").GetInt64() < before + 2; i++)
        {
            await Task.Delay(50);
        }

        Assert.Equal(before + 2, (await Analytics()).GetProperty("totals").GetProperty("searches").GetProperty("clicked").GetInt64());
    }

    private Task<JsonElement> Analytics() => service.Client.GetFromJsonAsync<JsonElement>("/api/v1/analytics?days=7");

    private Task<HttpResponseMessage> Click(JsonElement search, string id) =>
        service.Client.PostAsJsonAsync("/api/v1/events", new { queryId = search.GetProperty("queryId").GetString(), actionName = "click", objectId = id, position = 1 });
}
