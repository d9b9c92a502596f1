using System.Net.Http.Json;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

[Collection(Writers_tests.Name)]
public sealed class The_editor(Writers_service service, Browser browser)
{
    [SkippableFact]
    public async Task Marks_Markdown_goes_on_with_lists_and_takes_back()
    {
        var page = await Open("editor/marks");
        await page.Write("# Steps\n\n1. Run `npm ci`");
        await Assertions.Expect(page.Locator(".cm-line").First.Locator("span").Last).ToHaveCSSAsync("font-weight", "700");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("again");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("done");
        await Expect(page, "# Steps\n\n1. Run `npm ci`\n2. again\ndone");
        await page.Keyboard.PressAsync("Shift+Home");
        await page.Keyboard.PressAsync("Control+b");
        await Expect(page, "# Steps\n\n1. Run `npm ci`\n2. again\n**done**");
        for (int i = 0; i < 12; i++)
        {
            await page.Keyboard.PressAsync("Control+z");
        }

        await Expect(page, "as it was\n");
    }

    [SkippableFact]
    public async Task Finds_and_replaces()
    {
        var page = await Open("editor/finds");
        await page.Write("one two one");
        await page.Keyboard.PressAsync("Control+f");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Find" }).FillAsync("one");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Replace" }).FillAsync("three");
        await The_accessibility.CheckColours(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "replace all" }).ClickAsync();
        await Expect(page, "three two three");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".cm-content")).ToBeFocusedAsync();
    }

    [SkippableFact]
    public async Task Lets_Tab_lead_on_and_is_spoken_of_by_its_label()
    {
        var page = await Open("editor/tab");
        await page.GetByText("Text", new() { Exact = true }).ClickAsync();
        var text = page.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true });
        await Assertions.Expect(text).ToBeFocusedAsync();
        await Assertions.Expect(text).ToHaveAttributeAsync("spellcheck", "true");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Add an image" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Shift+Tab");
        await Assertions.Expect(text).ToBeFocusedAsync();
    }

    [SkippableFact]
    public async Task Is_a_text_area_where_its_script_does_not_arrive()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.RouteAsync("**/codemirror.js*", route => route.AbortAsync());
        await Create("editor/plain");
        await page.GotoAsync("/write/edit/editor/plain");
        var text = page.GetByLabel("Text", new() { Exact = true });
        await text.FillAsync("- one");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("**two**");
        await Assertions.Expect(text).ToHaveValueAsync("- one\n- **two**");
        await Assertions.Expect(page.Locator("[data-preview] strong")).ToHaveTextAsync("two");
    }

    private static Task Expect(IPage page, string text) => Assertions.Expect(page.Locator("#body")).ToHaveValueAsync(text);

    private async Task<IPage> Open(string id)
    {
        await Create(id);
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/write/edit/" + id);
        return page;
    }

    private async Task Create(string id) =>
        (await service.Client.PostAsJsonAsync("/api/v1/articles", new { id, markdown = $"---\ntitle: How does {id} work?\n---\nas it was\n" })).EnsureSuccessStatusCode();
}
