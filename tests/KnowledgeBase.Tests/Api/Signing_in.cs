using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeBase.Api.Endpoints;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed class Signing_in(Running_service service, Browser browser)
{
    private const string Ticket = "/api/v1/tickets/T1001";

    [Fact]
    public async Task A_key_gives_a_cookie_that_script_and_other_sites_do_not_get_and_that_opens_what_the_key_opens()
    {
        using var person = await Person();
        string cookie = await person.SignIn(await service.NewKey(Role.Agent));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase); // ends with the browser
        Assert.Equal(HttpStatusCode.OK, (await person.Client.GetAsync(Ticket)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await person.Client.GetAsync("/api/v1/keys")).StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_secure_where_a_proxy_ends_tls()
    {
        using var person = await Person();
        person.Client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        Assert.Contains("secure", await person.SignIn(await service.NewKey(Role.Agent)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task After_signing_out_a_copy_of_the_cookie_opens_nothing()
    {
        using var person = await Person();
        await person.SignIn(await service.NewKey(Role.Agent));
        var copy = person.Cookies.GetAllCookies().Single(c => c.Name == "kb");
        await person.Post("/signin", "/signout");
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.Client.GetAsync(Ticket)).StatusCode);
        using var thief = await Person();
        thief.Cookies.Add(new System.Net.Cookie("kb", copy.Value, "/", service.Client.BaseAddress!.Host));
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.Client.GetAsync(Ticket)).StatusCode);
    }

    [Fact]
    public async Task A_key_that_is_taken_away_ends_its_sign_ins()
    {
        using var person = await Person();
        string secret = await service.NewKey(Role.Agent, "to be taken away");
        await person.SignIn(secret);
        var keys = await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/keys");
        string id = keys.EnumerateArray().Single(k => k.GetProperty("name").GetString() == "to be taken away").GetProperty("id").GetString()!;
        await service.Client.DeleteAsync("/api/v1/keys/" + id);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.Client.GetAsync(Ticket)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_key_is_told_and_gives_no_cookie()
    {
        using var person = await Person();
        var response = await person.Post("/signin", "/signin", ("key", "kb_wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Contains("opens nothing", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/agent?x=1&y=2", "/agent?x=1&y=2")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("//elsewhere.example/", "/")]
    [InlineData("/\\elsewhere.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/x\r\nSet-Cookie: a=b", "/")]
    public async Task Signing_in_leads_back_to_where_one_came_from_and_never_to_another_site(string to, string back)
    {
        using var person = await Person();
        var response = await person.Post("/signin", "/signin", ("key", await service.NewKey(Role.Agent)), ("to", to));
        Assert.Equal((HttpStatusCode.Redirect, back), (response.StatusCode, response.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task A_page_for_the_team_leads_to_the_sign_in_and_a_program_is_told_what_it_needs()
    {
        using var outside = await service.Outside();
        using var page = new HttpRequestMessage(HttpMethod.Get, "/metrics?a=b");
        page.Headers.Accept.ParseAdd("text/html");
        var led = await outside.SendAsync(page);
        Assert.Equal("/signin?to=%2Fmetrics%3Fa%3Db", led.Headers.Location?.OriginalString);
        var told = await outside.GetAsync("/metrics");
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (told.StatusCode, told.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_form_given_to_one_person_cannot_be_sent_by_another()
    {
        using var one = await Person();
        using var other = await Person();
        await one.SignIn(await service.NewKey(Role.Agent));
        string token = await one.Token("/ask");
        using var form = new FormUrlEncodedContent([new("question", "Why?"), new("form", token)]);
        Assert.Equal(HttpStatusCode.BadRequest, (await other.Client.PostAsync("/ask", form)).StatusCode);
    }

    [Fact]
    public async Task The_audit_says_who_signed_in_and_who_changed_what_and_only_admins_read_it()
    {
        using var person = await Person();
        await person.SignIn(await service.NewKey(Role.Writer, "Wanda"));
        var written = await person.Client.PostAsJsonAsync("/api/v1/articles", new { id = "test/audited", markdown = "# An audited article\n\nText." });
        Assert.Equal(HttpStatusCode.Created, written.StatusCode);
        await person.Client.DeleteAsync("/api/v1/articles/test/audited");
        var entries = (await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/audit")).GetProperty("entries").EnumerateArray()
            .Where(e => e.GetProperty("who").GetString() == "Wanda").Select(e => $"{e.GetProperty("action")} {e.GetProperty("object")}".TrimEnd());
        Assert.Equal(["DeleteArticle test/audited", "CreateArticle test/audited revision 1", "SignIn"], entries);
        Assert.Equal(HttpStatusCode.Forbidden, (await person.Client.GetAsync("/api/v1/audit")).StatusCode);
    }

    [SkippableFact]
    public async Task One_signs_in_and_out_in_a_browser()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/signin?to=/articles");
        await page.GetByLabel("Access key").FillAsync(await service.NewKey(Role.Agent, "Bea"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/articles$"));
        await page.GotoAsync("/signin");
        await Assertions.Expect(page.GetByText("as Bea (agent)")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync("/signin");
        await Assertions.Expect(page.GetByLabel("Access key")).ToBeVisibleAsync();
    }

    private async Task<Visitor> Person() => new(await service.Outside(), service.Client.BaseAddress!);
}
