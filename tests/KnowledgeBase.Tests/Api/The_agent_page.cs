using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed class The_agent_page(Running_service service, Browser browser)
{
    private const string Eacces = "Hi,\nnpm ERR! code EACCES mkdir /usr/local/lib/node_modules\n\nOn Tue, 3 Mar 2026 support wrote:\n> which command?\n\n-- \nVik";

    [SkippableFact]
    public async Task A_person_asks_an_agent_answers_and_the_next_one_gets_the_answer()
    {
        var person = await browser.NewPage(service.Client.BaseAddress!);
        await person.GotoAsync("/ask");
        await person.Locator("#question").FillAsync("Our quuxflux gateway answers QF-77 as soon as the build machine pushes");
        await person.GetByRole(AriaRole.Button, new() { Name = "Send the question" }).ClickAsync();
        await Assertions.Expect(person.Locator(".thanks")).ToBeVisibleAsync();

        var agent = await browser.NewPage(service.Client.BaseAddress!);
        await agent.GotoAsync("/agent");
        await agent.GetByRole(AriaRole.Link, new() { NameRegex = new("quuxflux") }).ClickAsync();
        await Assertions.Expect(agent.GetByRole(AriaRole.Heading, new() { Name = "No sure answer" })).ToBeVisibleAsync();
        await Assertions.Expect(agent.Locator("#escalate")).ToHaveAttributeAsync("open", "");
        await agent.GetByLabel("Search in other words").FillAsync("npm behind a proxy"); // what fits their words holds no answer
        await agent.Keyboard.PressAsync("Enter");
        await agent.GetByLabel("What solved it").SelectOptionAsync("install/proxy");
        await agent.Locator("#answer").FillAsync("Hello,\n\nset the proxy of the quuxflux gateway with npm config set proxy.");
        await agent.GetByRole(AriaRole.Button, new() { NameRegex = new("Mark solved") }).ClickAsync();
        await Assertions.Expect(agent.GetByRole(AriaRole.Status)).ToContainTextAsync("Solved, and learned");

        await agent.Locator("#text").FillAsync("The quuxflux gateway answers QF-77 as soon as our build machine pushes");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Find answers" }).ClickAsync();
        var ticket = agent.Locator("[data-hit^='ticket:']").First;
        await Assertions.Expect(ticket).ToContainTextAsync("quuxflux");
        await ticket.GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(agent.Locator("#preview")).ToContainTextAsync("set the proxy of the quuxflux gateway");

        await person.GotoAsync("/search?q=The+quuxflux+gateway+answers+QF-77+as+soon+as+our+build+machine+pushes");
        await Assertions.Expect(person.Locator(".results a, #answer a").First).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("install/proxy"));
    }

    [SkippableFact]
    public async Task One_key_each_opens_inserts_links_copies_rejects_and_solves()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync("/agent");
        await page.Keyboard.PressAsync("p");
        await page.Keyboard.InsertTextAsync(Eacces);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/agent/."));
        var answer = page.Locator("#answer");
        await Assertions.Expect(answer).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Don't add sudo[\\s\\S]*/articles/install/eacces")); // sure enough: drafted at once
        await Assertions.Expect(page.Locator(".quoted")).ToContainTextAsync("which command?");
        Assert.False(await page.Locator(".quoted p").First.IsVisibleAsync());

        await page.Keyboard.PressAsync("j");
        string second = (await page.Locator(".hit.at h3 a").TextContentAsync())!;
        await page.Keyboard.PressAsync("o");
        await Assertions.Expect(page.Locator("#preview-title")).ToHaveTextAsync(second);
        await page.Keyboard.PressAsync("l");
        await Assertions.Expect(answer).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(System.Text.RegularExpressions.Regex.Escape(second)));
        await page.Keyboard.PressAsync("c");
        await Assertions.Expect(page.Locator("#copy")).ToContainTextAsync("Copied");
        Assert.Equal(await answer.InputValueAsync(), await page.EvaluateAsync<string>("navigator.clipboard.readText()"));

        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("2");
        await Assertions.Expect(page.Locator("#found")).ToContainTextAsync("Rejected for this question");
        await Assertions.Expect(page.Locator(".hit h3 a", new() { HasText = second })).ToHaveCountAsync(0);
        await Assertions.Expect(answer).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(System.Text.RegularExpressions.Regex.Escape(second))); // the reply is not lost

        await page.Keyboard.PressAsync("r");
        await Assertions.Expect(answer).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("s");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Solved");
    }

    [SkippableFact]
    public async Task An_edited_reply_is_added_to_never_overwritten()
    {
        var page = await Open("EACCES mkdir /usr/local/lib/node_modules", "email");
        await page.Locator("#answer").FillAsync("My own words. ");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("[data-hit='install/eacces'] [data-insert]").ClickAsync();
        await Assertions.Expect(page.Locator("#answer")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("My own words[\\s\\S]*Don't add sudo"));
    }

    [SkippableFact]
    public async Task A_tweet_fits_and_says_how_long_it_is()
    {
        var page = await Open("EACCES mkdir /usr/local/lib/node_modules", "tweet");
        string tweet = await page.Locator("#answer").InputValueAsync();
        Assert.InRange(tweet.Length, 60, 280);
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync($"{tweet.Length} / 280");
        await page.GetByRole(AriaRole.Link, new() { Name = "Community" }).ClickAsync();
        await Assertions.Expect(page.Locator("#answer")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("\\[How do I fix EACCES"));
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("");
    }

    [SkippableFact]
    public async Task Without_script_one_pastes_inserts_rejects_flags_escalates_and_solves()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!, script: false);
        await page.GotoAsync("/agent");
        await page.Locator("#text").FillAsync("EACCES mkdir /usr/local/lib/node_modules");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find answers" }).ClickAsync();
        var second = page.Locator(".hit").Nth(1);
        string title = (await second.Locator("h3 a").TextContentAsync())!;
        await second.Locator("[data-insert]").ClickAsync();
        await Assertions.Expect(page.Locator("#answer")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(System.Text.RegularExpressions.Regex.Escape(title)));
        await page.Locator("#flag summary").ClickAsync();
        await page.Locator("#flag-reason").FillAsync("the path has moved");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send to the writer" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Sent to the writer");
        await page.Locator(".hit").Nth(1).Locator(".reject summary").ClickAsync();
        await page.Locator(".hit").Nth(1).GetByRole(AriaRole.Button, new() { NameRegex = new("Outdated") }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Rejected");
        await page.Locator("#escalate summary").ClickAsync();
        await page.Locator("#escalate-why").FillAsync("needs a second look");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand it over" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Handed over");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Escalated") }).ClickAsync();
        await page.Locator(".queue a").First.ClickAsync();
        await Assertions.Expect(page.Locator(".message")).ToContainTextAsync("needs a second look");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Mark solved") }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Solved");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open it again" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Open again");
    }

    [SkippableFact]
    public async Task Abuse_stays_folded_until_one_asks_and_the_code_of_conduct_is_at_hand()
    {
        var page = await Open("you idiots broke EINTEGRITY again, go to hell", "email");
        Assert.DoesNotContain("idiots", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByText("Show it anyway").ClickAsync();
        await Assertions.Expect(page.GetByText("you idiots broke")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "the code of conduct" }).ClickAsync();
        await Assertions.Expect(page.Locator("#preview-title")).ToContainTextAsync("code of conduct", new() { IgnoreCase = true });
    }

    [SkippableFact]
    public async Task Keys_can_be_turned_off_for_good()
    {
        var page = await Open("EACCES", "email");
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn keys off" }).ClickAsync();
        await page.ReloadAsync();
        await page.Keyboard.PressAsync("r");
        await Assertions.Expect(page.Locator("#answer")).Not.ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn keys on" }).ClickAsync();
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("r");
        await Assertions.Expect(page.Locator("#answer")).ToBeFocusedAsync();
    }

    [SkippableFact]
    public async Task What_is_for_agents_only_can_be_read_but_not_inserted()
    {
        var page = await Open("how do we check the identity of who asks for account recovery", "email");
        var hit = page.Locator("[data-hit='agents/identity-checks']");
        await Assertions.Expect(hit).ToContainTextAsync("agents only");
        await Assertions.Expect(hit.Locator("[data-insert], [data-link]")).ToHaveCountAsync(0);
        Assert.DoesNotContain("agents/identity-checks", await page.Locator("#answer").InputValueAsync(), StringComparison.Ordinal);
    }

    private async Task<IPage> Open(string text, string channel)
    {
        var made = await service.Client.PostAsJsonAsync("/api/v1/questions", new { text, channel });
        string id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").ToString();
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync($"/agent/{id}", new() { WaitUntil = WaitUntilState.NetworkIdle });
        return page;
    }
}
