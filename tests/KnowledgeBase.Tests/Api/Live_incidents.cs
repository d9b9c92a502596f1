using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed class Live_incidents(Running_service service, Browser browser)
{
    private const string Id = "status/publish-503-now";
    private const string Markdown = "---\ntitle: Publishing fails with E503 since 10:00 UTC\nkind: incident\ncategory: Status\n---\nPublishing packages fails with `E503` for most people. Installing works. We are repairing it.";

    [SkippableFact]
    public async Task A_banner_appears_comes_first_for_what_it_matches_and_goes()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator(".notice")).ToHaveCountAsync(0);
        Assert.True((await service.Client.PostAsJsonAsync("/api/v1/articles", new { id = Id, markdown = Markdown })).IsSuccessStatusCode);
        try
        {
            await page.ReloadAsync();
            await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Live incident");
            await page.GotoAsync("/search?q=npm+error+E503+on+npm+publish");
            await Assertions.Expect(page.Locator("main a").First).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex(Id));
            var found = await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/search?q=npm+error+E503+on+npm+publish");
            Assert.Equal(Id, found.GetProperty("articles")[0].GetProperty("id").GetString());
            var other = await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/search?q=EACCES+/usr/local/lib/node_modules");
            Assert.Equal("install/eacces", other.GetProperty("articles")[0].GetProperty("id").GetString());
        }
        finally
        {
            await service.Client.DeleteAsync("/api/v1/articles/" + Id);
        }

        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator(".notice")).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task An_article_links_its_sections_and_what_is_near_it()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!, script: false);
        await page.GotoAsync("/articles/install/eacces");
        await page.Locator("h2 .here").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Contains("#s-", page.Url, StringComparison.Ordinal);
        var near = page.Locator(".related a");
        Assert.InRange(await near.CountAsync(), 1, 4);
        await Assertions.Expect(page.Locator(".related a[href$='install/eacces']")).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task The_form_shows_what_may_answer_before_one_sends()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/ask?q=EACCES%20mkdir%20/usr/local/lib/node_modules");
        await Assertions.Expect(page.Locator("[data-answers] a").First).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("install/eacces"));
    }
}
