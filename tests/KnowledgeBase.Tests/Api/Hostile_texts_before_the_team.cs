using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

[Collection(Writers_tests.Name)]
public sealed class Hostile_texts_before_the_team(Writers_service service, Browser browser)
{
    private static string Id(int number) => $"hostile/{number}";

    private static string Line(string text, int most) => (text.Length <= most ? text : text[..most]).ReplaceLineEndings(" ");

    [SkippableFact]
    public async Task Do_no_harm_in_lists_editor_preview_history_and_administration()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!, width: 360, height: 740);
        var faults = Hostile_texts.Faults(page);
        var keys = new List<string>();
        for (int i = 0; i < Hostile_texts.Texts.Length; i++)
        {
            keys.AddRange(await Put(i, Hostile_texts.Texts[i]));
        }

        try
        {
            string query = Uri.EscapeDataString(Line(Hostile_texts.Texts[0], 100));
            foreach (string address in new[] { "/write", "/write?q=" + query, "/write/gaps", "/write/new?gap=" + query, "/write/flags", "/admin", "/admin/keys", "/admin/changes", "/agent", "/", "/articles" })
            {
                await Open(page, address);
                await Hostile_texts.Harmless(page, address);
            }

            foreach (int i in Enumerable.Range(0, Hostile_texts.Texts.Length))
            {
                foreach (string address in new[] { $"/write/edit/{Id(i)}", $"/write/history/{Id(i)}", $"/articles/{Id(i)}" })
                {
                    await Open(page, address);
                    await Hostile_texts.Harmless(page, address);
                }
            }

            await Open(page, "/write/new");
            foreach (string text in Hostile_texts.Texts)
            {
                await page.RunAndWaitForResponseAsync(() => page.Write(text + "\n\nend"), r => r.Url.EndsWith("/check", StringComparison.Ordinal));
                await Assertions.Expect(page.Locator("[data-preview]")).ToContainTextAsync("end");
                await Hostile_texts.Harmless(page, "preview of " + Line(text, 40));
            }

            Assert.Empty(faults);
        }
        finally
        {
            await page.Context.CloseAsync();
            foreach (int i in Enumerable.Range(0, Hostile_texts.Texts.Length))
            {
                await service.Client.DeleteAsync("/api/v1/articles/" + Id(i));
            }

            foreach (string key in keys)
            {
                await service.Client.DeleteAsync("/api/v1/keys/" + key);
            }

            foreach (var question in service.Engine.Store.Questions(KnowledgeBase.Store.QuestionState.Open, 1000))
            {
                await service.Client.PostAsJsonAsync($"/api/v1/questions/{question.Id}/escalate", new { queue = "test" });
            }
        }
    }

    private static async Task Open(IPage page, string address)
    {
        var response = await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
        Assert.True(response!.Ok, $"{address}: {response.Status}");
    }

    // An article twice written, a question, a flag, a search in vain and a key, each made of this text as far as it is let in.
    private async Task<IReadOnlyList<string>> Put(int number, string text)
    {
        string title = JsonSerializer.Serialize(Line(text, 250)), kind = number % 7 == 0 ? "incident" : "help";
        foreach (string body in new[] { text, text + "\n\nmore" })
        {
            string markdown = $"---\ntitle: {title}\ncategory: {JsonSerializer.Serialize(Line(text, 80))}\nowner: {title}\nkind: {kind}\ntags: [{JsonSerializer.Serialize(Line(text, 40))}]\n---\nThe start.\n\n{body}\n";
            var known = await service.Client.GetAsync("/api/v1/articles/" + Id(number));
            using var request = known.IsSuccessStatusCode
                ? new HttpRequestMessage(HttpMethod.Put, "/api/v1/articles/" + Id(number)) { Content = JsonContent.Create(new { id = Id(number), markdown }), Headers = { { "If-Match", known.Headers.ETag!.ToString() } } }
                : new HttpRequestMessage(HttpMethod.Post, "/api/v1/articles") { Content = JsonContent.Create(new { id = Id(number), markdown }) };
            var written = await service.Client.SendAsync(request);
            Assert.True(written.IsSuccessStatusCode, await written.Content.ReadAsStringAsync());
        }

        (await service.Client.PostAsJsonAsync("/api/v1/questions", new { text, subject = Line(text, 500), channel = "email" })).EnsureSuccessStatusCode();
        (await service.Client.PostAsJsonAsync("/api/v1/flags", new { articleId = Id(number), paragraph = Line(text, 1000), reason = Line(text, 400) })).EnsureSuccessStatusCode();
        (await service.Client.GetAsync("/search?exact=true&q=" + Uri.EscapeDataString(Line(text, 1000)))).EnsureSuccessStatusCode();
        var key = await service.Client.PostAsJsonAsync("/api/v1/keys", new { name = Line(text, 90), role = "agent" });
        return key.IsSuccessStatusCode ? [(await key.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetProperty("id").GetString()!] : [];
    }
}
