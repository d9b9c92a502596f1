using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

[Collection(Writers_tests.Name)]
public sealed class The_writers_pages(Writers_service service, Browser browser)
{
    private const string Hostile = """
        <script>window.hurt = 1</script><img src=x onerror="window.hurt = 2"><svg onload="window.hurt = 3"></svg>

        [click](javascript:window.hurt=4) <a href="java&#10;script:window.hurt=5">x</a> </textarea><script>window.hurt = 6</script> <style>body{display:none}</style>
        """;

    public static TheoryData<string> Pages => ["/write", "/write?state=draft", "/write/new", "/write/gaps", "/write/flags", "/write/edit/install/eresolve", "/write/history/install/eresolve"];

    [SkippableFact]
    public async Task A_writer_publishes_a_draft_and_it_is_found_within_two_seconds()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/write/new");
        await page.GetByLabel("Title").FillAsync("How do I teach a pelican to juggle?");
        await page.Write("With **small** fish, one at a time.");
        await Assertions.Expect(page.Locator("[data-preview] strong")).ToHaveTextAsync("small");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("Saved.");
        Assert.Equal("/write/edit/how-do-i-teach-a-pelican-to-juggle", new Uri(page.Url).AbsolutePath);
        Assert.DoesNotContain("/articles/how-do-i-teach", await service.Client.GetStringAsync("/search?q=teach+a+pelican+to+juggle"), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        var clock = Stopwatch.StartNew();
        await Assertions.Expect(page.GetByText("It can be found now.")).ToBeVisibleAsync();
        Assert.Contains("/articles/how-do-i-teach-a-pelican-to-juggle", await service.Client.GetStringAsync("/search?q=teach+a+pelican+to+juggle"), StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2);
    }

    [SkippableFact]
    public async Task Two_writers_collide_and_lose_nothing()
    {
        await Create("pages/collide", "---\ntitle: Collide\nmine: kept\n---\nbase\n");
        var (one, two) = (await browser.NewPage(service.Client.BaseAddress!), await browser.NewPage(service.Client.BaseAddress!));
        foreach (var page in new[] { one, two })
        {
            await page.GotoAsync("/write/edit/pages/collide");
        }

        await Save(one, "base\nfirst line\n");
        await Assertions.Expect(one.GetByText("It can be found now.")).ToBeVisibleAsync();
        await Save(two, "base\nsecond line\n");
        await Assertions.Expect(two.GetByRole(AriaRole.Heading, new() { Name = "changed while you were writing" })).ToBeVisibleAsync();
        await Assertions.Expect(two.Locator(".diff del")).ToContainTextAsync("first line");
        await Assertions.Expect(two.Locator(".diff ins")).ToContainTextAsync("second line");
        await Assertions.Expect(Body(two)).ToHaveValueAsync("base\nsecond line\n");
        await Save(two, "base\nfirst line\nsecond line\n");
        await Assertions.Expect(two.GetByText("It can be found now.")).ToBeVisibleAsync();
        Assert.Equal("---\ntitle: Collide\nmine: kept\n---\nbase\nfirst line\nsecond line\n", service.Engine.Edits.Open("pages/collide")!.Markdown);
    }

    [SkippableFact]
    public async Task What_was_typed_and_not_saved_is_there_again()
    {
        await Create("pages/typed", "---\ntitle: Typed\n---\nbase\n");
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/write/edit/pages/typed");
        await page.Write("typed, not saved");
        await page.GotoAsync("/write");
        await page.GotoAsync("/write/edit/pages/typed");
        await Assertions.Expect(Body(page)).ToHaveValueAsync("typed, not saved");
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard it" }).ClickAsync();
        await Assertions.Expect(Body(page)).ToHaveValueAsync("base\n");
        await Save(page, "saved now\n");
        await Assertions.Expect(page.GetByText("It can be found now.")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("is back")).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task A_revision_is_compared_and_restored()
    {
        await Create("pages/history", "---\ntitle: History\n---\nthe good old days\n");
        var page = await browser.NewPage(service.Client.BaseAddress!, script: false);
        await page.GotoAsync("/write/edit/pages/history");
        await Body(page).FillAsync("a mistake\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "History" }).ClickAsync();
        await Assertions.Expect(page.Locator(".diff del")).ToContainTextAsync("the good old days");
        await page.GetByRole(AriaRole.Link, new() { Name = "Revision 1" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await Assertions.Expect(Body(page)).ToHaveValueAsync("the good old days\n");
        Assert.Equal(3, service.Engine.Store.GetArticle("pages/history")!.Revision);
    }

    [SkippableFact]
    public async Task Likely_duplicates_and_dead_links_show_while_one_writes()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/write/new");
        await page.GetByLabel("Title").FillAsync("How do I fix EACCES permission denied when I install a package globally?");
        await page.Write("See [this](/articles/install/eacces) and [that](/articles/install/nowhere).");
        await Assertions.Expect(page.Locator(".advice a").First).ToHaveAttributeAsync("href", "/write/edit/install/eacces");
        await Assertions.Expect(page.Locator(".advice").Last).ToContainTextAsync("nowhere: there is no such article");
        await Assertions.Expect(page.Locator(".advice").Last).Not.ToContainTextAsync("eacces");
    }

    [SkippableFact]
    public async Task What_was_asked_in_vain_is_grouped_and_becomes_a_draft()
    {
        foreach (string q in new[] { "how do I bake bread", "how do I bake bread", "baking bread", "a telescope for my garden" })
        {
            await service.Client.GetAsync("/search?q=" + Uri.EscapeDataString(q));
        }

        await service.Client.PostAsJsonAsync("/api/v1/questions", new { text = "How do I bake bread", channel = "form" }); // one text is said once
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/write/gaps");
        var gap = page.Locator(".gaps li").Filter(new() { HasText = "how do I bake bread" });
        await Assertions.Expect(gap).ToContainTextAsync("Also asked as baking bread");
        await gap.GetByRole(AriaRole.Link, new() { Name = "Write this article" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Title")).ToHaveValueAsync("how do I bake bread");
        await Assertions.Expect(page.GetByLabel("Other ways people ask")).ToHaveValueAsync("baking bread");
        await Assertions.Expect(page.GetByLabel("State")).ToHaveValueAsync("draft");
    }

    [SkippableFact]
    public async Task Hostile_articles_are_harmless_in_list_editor_preview_and_history()
    {
        string title = "\u202e<b>bold</b> \"><script>window.hurt=7</script> " + new string('w', 200);
        await Create("pages/hostile", $"---\ntitle: {System.Text.Json.JsonSerializer.Serialize(title)}\nowner: \"<i>me</i>\"\n---\n{Hostile}\n{new string('x', 10_000)}\n");
        var page = await browser.NewPage(service.Client.BaseAddress!, width: 360, height: 740);
        foreach (string address in new[] { "/write", "/write/edit/pages/hostile", "/write/history/pages/hostile", "/articles/pages/hostile" })
        {
            await page.GotoAsync(address);
            Assert.True(await page.EvaluateAsync<bool>("window.hurt === undefined && document.querySelectorAll('main script, main style, main [onerror]').length === 0"), address);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{address} is wider than the screen.");
        }

        await page.GotoAsync("/write/edit/pages/hostile");
        await page.Write(Hostile + "\n\n**typed**");
        await Assertions.Expect(page.Locator("[data-preview] strong")).ToHaveTextAsync("typed");
        Assert.True(await page.EvaluateAsync<bool>("window.hurt === undefined && document.querySelectorAll('main script, main style, main [onerror]').length === 0"));
        Assert.Equal(0, await page.Locator("[data-preview] a[href^='java']").CountAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Pages))]
    public Task Every_page_fits_stands_still_and_has_no_serious_violation_light_and_dark(string address) =>
        The_accessibility.CheckPage(browser, service.Client.BaseAddress!, address);

    private static ILocator Body(IPage page) => page.Locator("#body");

    private static async Task Save(IPage page, string text)
    {
        await page.Write(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
    }

    private async Task Create(string id, string markdown) =>
        (await service.Client.PostAsJsonAsync("/api/v1/articles", new { id, markdown })).EnsureSuccessStatusCode();

    [SkippableTheory]
    [InlineData("/write")]
    [InlineData("/write/new")]
    [InlineData("/write/edit/install/eresolve")]
    [InlineData("/write/history/install/eresolve")]
    public Task Tab_goes_from_top_to_bottom_and_shows_where_it_is(string address) => The_accessibility.CheckTab(browser, service.Client.BaseAddress!, address);

    [Fact]
    public async Task An_agents_look_at_a_question_and_an_insult_are_no_gap()
    {
        var asked = await service.Client.PostAsJsonAsync("/api/v1/questions", new { text = "a periscope for my bathtub", channel = "email" });
        string number = (await asked.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("id").ToString();
        await service.Client.PostAsJsonAsync("/api/v1/questions", new { text = "you idiots, go to hell", channel = "email" });
        await service.Client.GetAsync("/search?q=you+idiots+go+to+hell");
        for (int i = 0; i < 3; i++)
        {
            await service.Client.GetAsync("/agent/" + number);
        }

        string gaps = await service.Client.GetStringAsync("/write/gaps"), admin = await service.Client.GetStringAsync("/admin");
        Assert.Matches("a periscope for my bathtub</bdi></h2><p class=\"hint\">Asked once", gaps);
        Assert.DoesNotContain("idiots", gaps + admin, StringComparison.Ordinal);
    }
}
