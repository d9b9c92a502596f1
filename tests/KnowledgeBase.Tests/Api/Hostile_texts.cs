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
            var faults = Faults(page);
            string query = Uri.EscapeDataString(text.Length <= 1000 ? text : text[..1000]);
            foreach (string address in new[] { $"/articles/{id}", "/agent", $"/agent/{question}", $"/agent/{question}?open={id}", $"/search?q={query}", $"/ask?q={query}", "/articles" })
            {
                await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
                await Harmless(page, address);
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

    /// <summary>Collects what the page says that only a text that came through could make it say: dialogs, errors, refused scripts.</summary>
    internal static List<string> Faults(IPage page)
    {
        var faults = new List<string>();
        page.Dialog += (_, dialog) => faults.Add(dialog.Message);
        page.PageError += (_, error) => faults.Add(error);
        page.Console += (_, message) => faults.AddRange(message.Type == "error" ? [message.Text] : []);
        return faults;
    }

    /// <summary>Fails when something of a text is more than text here, turns the words beside it round, or makes the page wider than the screen.</summary>
    internal static async Task Harmless(IPage page, string where)
    {
        string harm = await page.EvaluateAsync<string>(
            """
            () => {
              const main = document.querySelector("main");
              if (window.pwned !== undefined || !main) { return "a script ran or the page is broken"; }
              for (const e of main.querySelectorAll("*")) {
                const bad = [...e.attributes].find(a => a.name.startsWith("on") || a.name === "style" || a.name === "srcdoc" || a.name === "autofocus") ?? null;
                if (bad || /^(javascript|data|vbscript):/i.test(e.href ?? "") || e.matches("script, iframe, style, img, object, embed, base, meta, form[action^='http']")) { return e.outerHTML.slice(0, 300); }
              }
              const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT), marks = /[\u202a-\u202e\u2066-\u2069]/;
              for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                if (!marks.test(node.data)) { continue; }
                let e = node.parentElement;
                const inline = () => getComputedStyle(e).display === "inline" && !/isolate|plaintext/.test(getComputedStyle(e).unicodeBidi);
                while (inline()) { e = e.parentElement; }
                const beside = e.textContent.replace(node.data, "").trim();
                if (/^(block|list-item|table-cell|flex|grid)/.test(getComputedStyle(e).display) && e.childNodes.length > 1 && beside.length > 0 && !e.closest(".prose, .diff")) { return "beside right-to-left marks: " + e.outerHTML.slice(0, 300); }
              }
              return document.documentElement.scrollWidth <= innerWidth ? "" : "the page is wider than the screen";
            }
            """);
        Assert.True(harm.Length == 0, $"{where}: {harm}");
    }
}
