using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed partial class Too_often : IAsyncLifetime
{
    private readonly Own_service service = new(
        "--KnowledgeBase:Access:TrustLocal=false", "--KnowledgeBase:Limits:PerMinute:Search=6", "--KnowledgeBase:Limits:PerMinute:Event=4", "--KnowledgeBase:Limits:PerMinute:Ask=3", "--KnowledgeBase:Limits:PerMinute:SignIn=3");

    private HttpClient client = new();

    public async Task InitializeAsync() => client = await service.Start();

    public async Task DisposeAsync()
    {
        client.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Is_told_with_when_to_come_back_and_whoever_has_a_key_is_counted_apart()
    {
        string token = Hidden().Match(await client.GetStringAsync("/ask")).Groups[1].Value;
        await Reaches(6, () => client.GetAsync("/api/v1/complete?q=npm"));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.GetAsync("/search?q=npm")).StatusCode); // the same bucket, whatever the door
        await Reaches(4, () => client.PostAsJsonAsync("/api/v1/events", new { queryId = "x", actionName = "click" }));
        await Reaches(3, () => Post("/ask", ("question", "Why?"), ("form", token)));
        await Reaches(3, () => Post("/signin", ("key", "kb_wrong"), ("form", token)));
        using var other = new HttpRequestMessage(HttpMethod.Get, "/api/v1/complete?q=npm");
        other.Headers.Authorization = new("Bearer", service.Store.Keys.Add("other", "reader").Secret);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(other)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/articles")).StatusCode);
    }

    [Theory]
    [InlineData("Buy at https://casino.example now", "", HttpStatusCode.BadRequest)]
    [InlineData("Why does npm ci fail?", "https://casino.example", HttpStatusCode.BadRequest)]
    [InlineData("Why does npm ci fail?", "", HttpStatusCode.OK)]
    public async Task What_only_a_program_would_send_is_asked_for_once_more(string question, string website, HttpStatusCode status)
    {
        string page = await client.GetStringAsync("/ask");
        using var response = await Post("/ask", ("question", question), ("website", website), ("form", Hidden().Match(page).Groups[1].Value));
        Assert.Equal(status, response.StatusCode);
        Assert.Contains(status == HttpStatusCode.OK ? "Thank you" : WebUtility.HtmlEncode(question), await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/swagger/index.html")]
    [InlineData("/api/v1/models")]
    [InlineData("/nowhere")]
    public async Task Every_answer_says_what_a_browser_may_do_with_it(string address)
    {
        using var response = await client.GetAsync(address);
        Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Contains("camera=()", response.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
    }

    private static async Task Reaches(int times, Func<Task<HttpResponseMessage>> request)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await request()).StatusCode);
        }

        using var refused = await request();
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    private async Task<HttpResponseMessage> Post(string action, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));
        return await client.PostAsync(action, form);
    }

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex Hidden();
}
