using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

[Collection(Writers_tests.Name)]
public sealed class The_admin_pages(Writers_service service, Browser browser)
{
    public static TheoryData<string> Pages => ["/admin", "/admin?days=7", "/admin/keys", "/admin/changes"];

    [SkippableFact]
    public async Task The_searches_just_made_are_there_in_figures_chart_and_table()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!, script: false);
        await page.GotoAsync("/admin?days=7");
        int before = await Searches(page);
        await service.Client.GetAsync("/search?q=EACCES+/usr/local/lib/node_modules");
        await service.Client.GetAsync("/search?q=a+unicorn+in+the+server+room");
        await page.ReloadAsync();
        Assert.Equal(before + 2, await Searches(page));
        Assert.Contains("Silent", await page.Locator(".chart svg").First.GetAttributeAsync("aria-label"), StringComparison.Ordinal);
        Assert.NotEqual(0, await page.Locator(".chart rect.high").CountAsync());
        await Assertions.Expect(page.Locator(".vain")).ToContainTextAsync("a unicorn in the server room");
        await page.GetByText("All figures by day").ClickAsync();
        await Assertions.Expect(page.Locator("details:not(.settings) tbody tr")).ToHaveCountAsync(7);
        Assert.NotEqual("0", await page.Locator("details tbody tr").First.Locator("td").Nth(1).TextContentAsync());
    }

    [SkippableFact]
    public async Task A_key_is_made_shown_once_and_taken_away()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/admin/keys");
        await page.GetByLabel("Whose, or what for").FillAsync("<b>help desk</b>");
        await page.GetByLabel("Role").SelectOptionAsync("writer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        string secret = await page.Locator(".secret").TextContentAsync() ?? "";
        Assert.Equal(HttpStatusCode.OK, await With(secret));
        await page.GotoAsync("/admin/keys");
        Assert.DoesNotContain(secret, await page.ContentAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Take away: <b>help desk</b>" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The key works no more.");
        Assert.Equal(HttpStatusCode.Unauthorized, await With(secret));
        await page.GotoAsync("/admin/changes");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("<b>help desk</b>");
    }

    [Fact]
    public async Task The_versions_that_serve_are_named()
    {
        string page = await service.Client.GetStringAsync("/admin");
        Assert.Contains(service.Engine.ModelVersion, page, StringComparison.Ordinal);
        Assert.Contains(service.Engine.Index.Embedding.Id, page, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [MemberData(nameof(Pages))]
    public Task Every_page_fits_stands_still_and_has_no_serious_violation_light_and_dark(string address) =>
        The_accessibility.CheckPage(browser, service.Client.BaseAddress!, address);

    private static async Task<int> Searches(IPage page) =>
        int.Parse(await page.Locator(".figures dd").First.TextContentAsync() ?? "", System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<HttpStatusCode> With(string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/articles/install/eacces/revisions");
        request.Headers.Authorization = new("Bearer", secret);
        return (await service.Client.SendAsync(request)).StatusCode;
    }

    [SkippableTheory]
    [InlineData("/admin")]
    [InlineData("/admin/keys")]
    [InlineData("/admin/changes")]
    public Task Tab_goes_from_top_to_bottom_and_shows_where_it_is(string address) => The_accessibility.CheckTab(browser, service.Client.BaseAddress!, address);

    [SkippableFact]
    public async Task The_list_of_keys_fits_a_phone()
    {
        var made = await service.Client.PostAsJsonAsync("/api/v1/keys", new { name = "the help desk on the ground floor", role = "agent" });
        string id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetProperty("id").GetString()!;
        await The_accessibility.CheckPage(browser, service.Client.BaseAddress!, "/admin/keys");
        await service.Client.DeleteAsync("/api/v1/keys/" + id);
    }

    [SkippableFact]
    public async Task Work_under_way_and_the_settings_have_no_serious_violation()
    {
        IEnumerable<KnowledgeBase.Tickets.TicketRow> Rows()
        {
            Check().GetAwaiter().GetResult(); // while the import runs
            yield break;
        }

        async Task Check()
        {
            var page = await browser.NewPage(service.Client.BaseAddress!, width: 360, height: 740);
            await page.GotoAsync("/admin");
            await Assertions.Expect(page.Locator("progress").First).ToBeVisibleAsync();
            await page.GetByText("Settings", new() { Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator(".settings")).ToContainTextAsync("Answering:TargetPrecision");
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the screen.");
            await The_accessibility.CheckColours(page);
            await page.Context.CloseAsync();
        }

        await Task.Run(() => service.Imports.Run("help desk", Rows(), (rows, accepted) => KnowledgeBase.Intake.TicketImport.Run(service.Engine.Store, "x", rows, accepted, batchSize: 15)));
    }
}
