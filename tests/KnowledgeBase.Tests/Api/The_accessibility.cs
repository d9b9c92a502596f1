using System.Net.Http.Json;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed class The_accessibility(Running_service service, Browser browser)
{
    public static TheoryData<string> Pages =>
        ["/", "/articles", "/search?q=EACCES+/usr/local/lib/node_modules", "/search?q=how+do+I+bake+bread", "/articles/install/eacces", "/ask", "/nowhere", "/signin", "/agent", "/agent?state=solved", "QUESTION", "ABUSE"];

    [SkippableTheory]
    [MemberData(nameof(Pages))]
    public async Task No_page_has_a_serious_violation_light_or_dark(string address)
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync(await Address(address), new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Check(page);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Check(page);
    }

    [SkippableTheory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_fits_360_pixels(string address)
    {
        var page = await browser.NewPage(service.Client.BaseAddress!, width: 360, height: 740);
        await page.GotoAsync(await Address(address), new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the screen.");
    }

    private async Task<string> Address(string address)
    {
        if (address is not ("QUESTION" or "ABUSE"))
        {
            return address;
        }

        string text = address == "ABUSE" ? "you idiots, go to hell" : "EACCES mkdir /usr/local/lib/node_modules\n\n> quoted";
        var made = await service.Client.PostAsJsonAsync("/api/v1/questions", new { text, channel = "tweet" });
        return "/agent/" + (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id");
    }

    /// <summary>Fails when the page says an error, is wider than a phone or, light or dark, has a serious or critical violation.</summary>
    internal static async Task CheckOnPhone(Browser browser, Uri site, string address)
    {
        var page = await browser.NewPage(site, width: 360, height: 740);
        var faults = new List<string>();
        page.Console += (_, message) => faults.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        page.PageError += (_, error) => faults.Add(error);
        page.Response += (_, response) => faults.AddRange(response.Status >= 400 ? [$"{response.Status} {response.Url}"] : []);
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.Empty(faults);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the screen.");
        await Check(page);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Check(page);
    }

    /// <summary>Fails when axe finds a serious or critical violation.</summary>
    internal static async Task Check(IPage page)
    {
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html).Take(3))}"));
    }
}
