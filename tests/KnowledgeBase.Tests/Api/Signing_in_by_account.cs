using System.Net;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed class Signing_in_by_account : IAsyncLifetime
{
    private readonly Identity_provider provider = new();
    private readonly CookieContainer cookies = new();
    private Own_service? service;
    private HttpClient client = new();

    public async Task InitializeAsync()
    {
        await provider.Start();
        service = new Own_service("--KnowledgeBase:Access:TrustLocal=false", $"--KnowledgeBase:Access:OpenIdConnect:Authority={provider.Address}", "--KnowledgeBase:Access:OpenIdConnect:ClientId=knowledgebase");
        using var plain = await service.Start();
        client = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = service.Address };
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await service!.DisposeAsync();
        await provider.DisposeAsync();
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
