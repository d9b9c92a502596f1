using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed class The_help_page(Running_service service, Browser browser)
{
    private const string Eacces = "/search?q=EACCES+/usr/local/lib/node_modules";

    public static TheoryData<string> Pages =>
        ["/", "/articles", Eacces, "/search?q=how+do+I+bake+bread", "/search?q=rename+organization+package+downloads", "/articles/install/eacces", "/articles/tokens/npmrc-auth", "/ask?q=hello"];

    [SkippableFact]
    public async Task Results_show_while_one_types()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/");
        await page.Locator("#q").PressSequentiallyAsync("eacces permission denied");
        await Assertions.Expect(page.GetByRole(AriaRole.Option, new() { NameRegex = new("EACCES") }).First).ToBeVisibleAsync();
        await page.Locator("#q").FillAsync("how do I publish my fir");
        await Assertions.Expect(page.GetByRole(AriaRole.Option, new() { NameRegex = new("first package") })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Listbox)).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Keys_alone_reach_a_result_and_the_vote()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("EACCES permission denied");
        await Assertions.Expect(page.Locator("#suggestions a").Last).ToHaveAttributeAsync("href", "/search?q=EACCES%20permission%20denied"); // the last word has arrived
        await Assertions.Expect(page.GetByRole(AriaRole.Option).First).ToContainTextAsync("EACCES");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("#q")).ToHaveAttributeAsync("aria-activedescendant", "suggestion-0");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/articles/install/eacces"));
        var no = page.GetByRole(AriaRole.Button, new() { Name = "No", Exact = true });
        for (int i = 0; i < 80 && !await no.EvaluateAsync<bool>("e => e === document.activeElement"); i++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("What was missing")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("the path on my machine");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Thank you.")).ToBeVisibleAsync();
        Assert.DoesNotContain("saved", page.Url, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Tab_and_Enter_reach_a_result_of_the_results_page()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync(Eacces);
        var answer = page.Locator("#answer a");
        for (int i = 0; i < 20 && !await answer.EvaluateAsync<bool>("e => e === document.activeElement"); i++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        string outline = await answer.EvaluateAsync<string>("e => getComputedStyle(e).outlineStyle");
        Assert.NotEqual("none", outline);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/articles/install/eacces"));
    }

    [SkippableFact]
    public async Task Without_script_one_searches_reads_votes_and_asks()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!, script: false);
        await page.GotoAsync("/");
        await page.Locator("#q").FillAsync("EACCES /usr/local/lib/node_modules");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#answer a").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("EACCES");
        await page.GetByRole(AriaRole.Button, new() { Name = "No", Exact = true }).ClickAsync();
        await page.GetByLabel("What was missing").FillAsync("a word on Windows");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Thank you.")).ToBeVisibleAsync();

        await page.GotoAsync("/search?q=how+do+I+bake+bread");
        await Assertions.Expect(page.Locator("#question")).ToHaveValueAsync("how do I bake bread");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the question" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("We read every question");
    }

    [SkippableTheory]
    [MemberData(nameof(Pages))]
    public async Task No_page_has_an_error_a_failed_request_or_a_stranger(string address)
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        var faults = new List<string>();
        page.Console += (_, message) => Note(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Note(true, error);
        page.RequestFailed += (_, request) => Note(true, request.Url);
        page.Response += (_, response) => Note(response.Status >= 400 || !response.Url.StartsWith("http://127.0.0.1:", StringComparison.Ordinal), $"{response.Status} {response.Url}");
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.Empty(faults);

        void Note(bool wrong, string fault)
        {
            if (wrong)
            {
                faults.Add(fault);
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Pages))]
    public async Task No_page_scrolls_sideways_or_shifts_on_a_phone(string address)
    {
        var page = await browser.NewPage(service.Client.BaseAddress!, width: 390, height: 844);
        await page.AddInitScriptAsync("window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { window.shift += e.value; })).observe({ type: 'layout-shift', buffered: true });");
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the screen.");
        Assert.InRange(await page.EvaluateAsync<double>("window.shift"), 0, 0.01);
    }

    [SkippableTheory]
    [InlineData("how do I bake bread")]
    [InlineData("asdfgh qwerty")]
    public async Task What_no_article_answers_gets_silence_and_a_form(string question)
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/");
        await page.Locator("#q").FillAsync(question);
        await Assertions.Expect(page.GetByRole(AriaRole.Option)).ToContainTextAsync("No good answer yet");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No good answer" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".answer")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#question")).ToHaveValueAsync(question);
    }

    [SkippableFact]
    public async Task An_answer_that_comes_late_is_dropped()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        var held = new TaskCompletionSource();
        await page.GotoAsync("/");
        await page.RouteAsync("**/api/v1/search?**", async route =>
        {
            if (route.Request.Url.EndsWith("q=ERESOLVE", StringComparison.Ordinal))
            {
                await held.Task;
            }

            await route.ContinueAsync();
        });
        await page.RunAndWaitForRequestAsync(() => page.Locator("#q").FillAsync("ERESOLVE"), r => r.Url.EndsWith("q=ERESOLVE", StringComparison.Ordinal));
        await page.Locator("#q").FillAsync("EACCES permission denied");
        var first = page.GetByRole(AriaRole.Option).First;
        await Assertions.Expect(first).ToContainTextAsync("EACCES");
        held.SetResult();
        await page.WaitForTimeoutAsync(500);
        await Assertions.Expect(first).ToContainTextAsync("EACCES");
        await Assertions.Expect(page.Locator("#suggestions")).Not.ToContainTextAsync("ERESOLVE");
    }

    [SkippableTheory]
    [InlineData("/")]
    [InlineData(Eacces)]
    [InlineData("/articles/install/eacces")]
    public async Task A_page_weighs_at_most_sixty_kilobytes_and_its_script_twenty(string address)
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        var finished = new List<IRequest>();
        page.RequestFinished += (_, request) => finished.Add(request);
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        int all = 0, script = 0;
        foreach (var request in finished)
        {
            var sizes = await request.SizesAsync();
            all += sizes.ResponseBodySize + sizes.ResponseHeadersSize;
            script += request.ResourceType == "script" ? sizes.ResponseBodySize : 0;
        }

        Assert.Contains(finished, r => r.ResourceType == "stylesheet");
        Assert.InRange(script, 1, 20_000);
        Assert.InRange(all, script, 60_000);
    }
}
