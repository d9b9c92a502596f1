using System.Net.Http.Json;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed class The_accessibility(Running_service service, Browser browser)
{
    private const string Nowhere = "/nowhere";
    private static readonly int[] Widths = [360, 1280];

    public static TheoryData<string> Pages =>
        ["/", "/articles", "/search?q=EACCES+/usr/local/lib/node_modules", "/search?q=how+do+I+bake+bread", "/articles/install/eacces", "/ask", "/ask?q=EACCES", Nowhere, "/signin", "/widget", "/agent", "/agent?state=solved", "QUESTION", "ABUSE"];

    [SkippableTheory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_fits_stands_still_and_has_no_serious_violation_light_and_dark(string address) =>
        await CheckPage(browser, service.Client.BaseAddress!, await Address(address));

    [SkippableFact]
    public async Task What_shows_while_one_types_has_no_serious_violation()
    {
        foreach (int width in Widths)
        {
            var page = await browser.NewPage(service.Client.BaseAddress!, width: width);
            await page.GotoAsync("/");
            await page.Locator("#q").FillAsync("EACCES permission denied");
            await Assertions.Expect(page.GetByRole(AriaRole.Option).First).ToContainTextAsync("EACCES");
            await CheckColours(page);
            await page.Context.CloseAsync();
        }
    }

    [SkippableTheory]
    [InlineData("/")]
    [InlineData("/search?q=EACCES+/usr/local/lib/node_modules")]
    [InlineData("/search?q=how+do+I+bake+bread")]
    [InlineData("/articles/install/eacces")]
    [InlineData("/signin")]
    [InlineData("/agent")]
    [InlineData("QUESTION")]
    public async Task Tab_goes_from_top_to_bottom_and_shows_where_it_is(string address) =>
        await CheckTab(browser, service.Client.BaseAddress!, await Address(address));

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

    /// <summary>Fails when, on a phone or a desktop, the page says an error, is wider than the screen, moves while it loads or, light or dark, has a serious or critical violation.</summary>
    internal static async Task CheckPage(Browser browser, Uri site, string address)
    {
        foreach (int width in Widths)
        {
            var page = await browser.NewPage(site, width: width, height: width < 500 ? 740 : 900);
            var faults = new List<string>();
            page.Console += (_, message) => faults.AddRange(message.Type is "error" or "warning" && !message.Text.Contains("404", StringComparison.Ordinal) ? [message.Text] : []);
            page.PageError += (_, error) => faults.Add(error);
            page.Response += (_, response) => faults.AddRange(response.Status >= 400 && address != Nowhere ? [$"{response.Status} {response.Url}"] : []);
            await page.AddInitScriptAsync("window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { window.shift += e.value; })).observe({ type: 'layout-shift', buffered: true });");
            await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.Empty(faults);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"The page is wider than {width} pixels.");
            Assert.Equal(0, await page.EvaluateAsync<double>("window.shift"));
            Assert.True(await page.EvaluateAsync<bool>("!!document.querySelector('link[rel=expect][href=\"#end\"][blocking=render]') && !!(document.getElementById('main').compareDocumentPosition(document.getElementById('end')) & Node.DOCUMENT_POSITION_FOLLOWING) && !document.getElementById('main').contains(document.getElementById('end'))"), "The page may be painted before it is whole: Chromium waits for the start of what is expected, not for its end.");
            await CheckColours(page);
            await page.Context.CloseAsync();
        }
    }

    /// <summary>Fails when Tab leaves out a control, goes back on the page, or does not show where it is.</summary>
    internal static async Task CheckTab(Browser browser, Uri site, string address)
    {
        var page = await browser.NewPage(site);
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.Locator("[data-busy]").WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = 120_000 }); // what is looked at again meanwhile is made anew
        int[] shown = await page.EvaluateAsync<int[]>(
            """
            () => {
              const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.type !== "hidden" && (e.tabIndex >= 0 || e.shadowRoot) && !e.closest(".trap");
              const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex], .code-mirror")];
              all.forEach((e, i) => { e.dataset.tab = i; });
              return all.filter(seen).map(e => Number(e.dataset.tab));
            }
            """);
        Assert.InRange(shown.Length, 4, 300);
        var stops = new List<int>();
        for (int i = 0; i < 2 * shown.Length && (stops.Count == 0 || stops[^1] < shown[^1]); i++)
        {
            await page.Keyboard.PressAsync("Tab");
            string stop = await page.EvaluateAsync<string>(
                """
                () => {
                  const e = document.activeElement, style = getComputedStyle(e), place = e.getBoundingClientRect();
                  if (e.type === "date") { e.type = "text"; } // it has stops of its own: month, day, year, calendar
                  if (!e.dataset.tab && e !== document.body && (e.scrollHeight > e.clientHeight || e.scrollWidth > e.clientWidth)) { return ""; } // Chromium's own stop, so that it can be scrolled
                  const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                  const inView = place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth && place.width > 0;
                  return marked && inView ? e.dataset.tab ?? e.outerHTML : `${marked ? "Out of sight" : "Not marked"}: ${e.outerHTML.slice(0, 200)}`;
                }
                """);
            if (stop.Length > 0)
            {
                Assert.True(int.TryParse(stop, System.Globalization.CultureInfo.InvariantCulture, out int at), stop);
                Assert.True(stops.Count == 0 || at > stops[^1], $"Tab goes back from {stops.LastOrDefault()} to {at}.");
                stops.Add(at);
            }
        }

        Assert.Empty(shown.Except(stops));
        await page.Context.CloseAsync();
    }

    /// <summary>Fails when axe finds a serious or critical violation, light or dark.</summary>
    internal static async Task CheckColours(IPage page)
    {
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
