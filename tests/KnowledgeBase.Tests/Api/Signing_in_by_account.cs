using System.Net;
using KnowledgeBase.Api;
using Microsoft.AspNetCore.Builder;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed class Signing_in_by_account : IAsyncLifetime
{
    private readonly TempFolder data = new();
    private readonly Identity_provider provider = new();
    private readonly CookieContainer cookies = new();
    private WebApplication? app;
    private HttpClient client = new();

    public async Task InitializeAsync()
    {
        await provider.Start();
        app = Service.Build([
            "--Urls=http://127.0.0.1:0", $"--KnowledgeBase:DataPath={data.Path}", "--KnowledgeBase:ArticlesPath=", "--KnowledgeBase:SampleTickets=false", "--Logging:LogLevel:Default=Error",
            "--KnowledgeBase:Access:TrustLocal=false", $"--KnowledgeBase:Access:OpenIdConnect:Authority={provider.Address}", "--KnowledgeBase:Access:OpenIdConnect:ClientId=knowledgebase"]);
        await app.StartAsync();
        client = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app!.DisposeAsync();
        await provider.DisposeAsync();
        data.Dispose();
    }

    [Theory]
    [InlineData("agent", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("admin", HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("gardener", HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized)]
    public async Task The_claim_of_the_provider_gives_the_role(string role, HttpStatusCode agents, HttpStatusCode admins)
    {
        provider.Roles = ["staff", role];
        Assert.Contains("/signin/account?to=%2Fhealth%2Flive", await client.GetStringAsync("/signin?to=/health/live"), StringComparison.Ordinal);
        string shown = await client.GetStringAsync("/signin/account?to=/health/live"); // there, over the provider, and back
        Assert.Contains(role == "gardener" ? "no role here yet" : "live", shown, StringComparison.Ordinal);
        Assert.Equal((agents, admins), ((await client.GetAsync("/metrics")).StatusCode, (await client.GetAsync("/api/v1/keys")).StatusCode));
        Assert.All(cookies.GetAllCookies(), c => Assert.True(c.HttpOnly, c.Name));
        Assert.Equal(role == "admin", await Audited());
    }

    private async Task<bool> Audited()
    {
        var audit = await client.GetAsync("/api/v1/audit");
        return audit.IsSuccessStatusCode && (await audit.Content.ReadAsStringAsync()).Contains("\"who\":\"olga@support.example\",\"action\":\"SignIn\"", StringComparison.Ordinal);
    }
}
