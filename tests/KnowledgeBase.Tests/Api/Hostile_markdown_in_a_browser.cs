using KnowledgeBase.Articles;
using KnowledgeBase.Tests.Articles;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed class Hostile_markdown_in_a_browser(Running_service service, Browser browser)
{
    // What is left must be harmless by itself: the page has no Content-Security-Policy, and every element is touched.
    private const string Touch =
        """
        () => {
          const bad = [];
          for (const place of document.querySelectorAll("[data-vector]")) {
            for (const e of place.querySelectorAll("*")) {
              const forbidden = e.matches("script,style,link,meta,base,form,input,button,select,textarea,iframe,frame,object,embed,portal,img,svg,math,video,audio,details,dialog,template,noscript,marquee") || e.localName.includes("-");
              const listens = [...e.attributes].some((a) => a.name.startsWith("on") || ["style", "name", "ping", "background", "srcset", "autofocus", "target"].includes(a.name));
              const leads = e.hasAttribute("href") && !["http:", "https:", "mailto:"].includes(new URL(e.getAttribute("href"), "https://here.example/").protocol) || /^[/\\]{2}/.test(e.getAttribute("href") ?? "");
              const clobbers = e.id && !e.id.startsWith("s-");
              if (forbidden || listens || leads || clobbers) { bad.push(place.dataset.vector + ": " + e.outerHTML.slice(0, 200)); }
              for (const event of ["mouseover", "focus", "pointerenter", "toggle", "animationstart"]) { e.dispatchEvent(new Event(event)); }
            }
          }
          if (window.harmed) { bad.push("script ran"); }
          return bad;
        }
        """;

    [SkippableFact]
    public async Task Runs_no_script_sends_no_request_and_shows_no_form()
    {
        Assert.InRange(Hostile_markdown.All.Count, 300, int.MaxValue);
        var page = await browser.NewPage(service.Client.BaseAddress!);
        var sent = new List<string>();
        page.Request += (_, request) => sent.Add(request.Url);
        page.Dialog += (_, dialog) => sent.Add("dialog " + dialog.Message);
        await page.RouteAsync("**", route => route.AbortAsync());
        string html = string.Concat(Hostile_markdown.All.Select((m, i) => $"<div data-vector='{i}'>{ArticleHtml.Render(m, _ => null).Html}</div>"));
        await page.SetContentAsync("<!doctype html><title>x</title><body>" + html);
        var bad = await page.EvaluateAsync<string[]>(Touch);
        await page.WaitForTimeoutAsync(300);
        Assert.True(bad.Length == 0, string.Join('\n', bad.Take(10).Select(b => $"{b}\n   of {Hostile_markdown.All[int.Parse(b.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture)]}")));
        Assert.Empty(sent);
        Assert.Equal(Hostile_markdown.All.Count, await page.Locator("[data-vector]").CountAsync()); // none broke out of its place
    }
}
