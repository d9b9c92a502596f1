using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed class The_widget(Running_service service, Browser browser)
{
    [SkippableFact]
    public async Task Answers_on_another_site_under_its_strict_policy()
    {
        string help = service.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        await using var other = WebApplication.CreateSlimBuilder().Build();
        other.Urls.Add(service.OtherSite.ToString());
        other.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = $"default-src 'self'; script-src {help}; connect-src {help}; style-src 'none'; img-src data:";
            return Results.Content($"<!doctype html><html lang=en><title>Shop</title><link rel=icon href=data:,><h1>A shop</h1><script src=\"{help}/widget.js\" defer></script>", "text/html");
        });
        await other.StartAsync();
        var page = await browser.NewPage(service.OtherSite);
        var faults = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                faults.Add(message.Text);
            }
        };
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Help" }).ClickAsync();
        await page.GetByLabel("What can we help you with?").FillAsync("EACCES /usr/local/lib/node_modules");
        var result = page.GetByRole(AriaRole.Link, new() { NameRegex = new("EACCES") }).First;
        await Assertions.Expect(result).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex($"^{System.Text.RegularExpressions.Regex.Escape(help)}/articles/install/eacces"));
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Ask us" })).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("/ask\\?q=EACCES"));
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Help" })).ToBeFocusedAsync();
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData(true, "/api/v1/search?q=EACCES", true)]
    [InlineData(false, "/api/v1/search?q=EACCES", false)]
    [InlineData(true, "/api/v1/questions", false)]
    [InlineData(true, "/api/v1/tickets/T1001", false)]
    public async Task Only_named_sites_read_only_what_anyone_may_read(bool named, string address, bool allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Origin", named ? service.OtherSite.GetLeftPart(UriPartial.Authority) : "https://stranger.example");
        using var response = await service.Client.SendAsync(request);
        Assert.Equal(allowed, response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [SkippableFact]
    public async Task Its_example_page_shows_it_and_it_is_small()
    {
        var script = await service.Client.GetAsync("/widget.js");
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
        Assert.InRange((await script.Content.ReadAsByteArrayAsync()).Length, 1, 8000);
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/widget");
        await page.GetByRole(AriaRole.Button, new() { Name = "Help", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("What can we help you with?").Last).ToBeFocusedAsync();
    }
}
