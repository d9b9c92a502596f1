using System.Net;
using System.Text.RegularExpressions;
using KnowledgeBase.Articles;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed partial class Nothing_leaks : IAsyncLifetime
{
    private const int Agents = 60;
    private const int Public = 40;
    private const int Tickets = 300;

    private readonly Own_service service = new("--KnowledgeBase:Access:TrustLocal=false", "--KnowledgeBase:Limits:PerMinute:Search=0");
    private readonly Secrets_of_the_team secrets = new(Agents + Public, Tickets);
    private readonly HashSet<string> hidden = [];
    private readonly Random random = new(7);
    private HttpClient client = new();
    private int requests;

    public async Task InitializeAsync()
    {
        for (int i = 0; i < secrets.Articles.Count; i++)
        {
            service.Store.PutArticle(secrets.Articles[i].Article with { Audience = i < Agents ? Audience.Agent : Audience.Public }, "test");
        }

        service.Store.PutTickets([.. secrets.Tickets.Select(t => t.Ticket)]);
        hidden.UnionWith(secrets.Articles.Take(Agents).SelectMany(a => a.Words).Concat(secrets.Tickets.SelectMany(t => t.Words)));
        client = await service.Start();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Of_tickets_and_agents_articles_through_any_public_door_nor_after_500_changes_of_audience()
    {
        foreach (string door in (string[])["/", "/articles", "/ask", "/api/v1/articles", "/api/v1/articles?cursor=marked/", "/api/v1/models", "/swagger/v1/swagger.json", "/signin", "/health/ready", "/api/v1/nothing", "/metrics"])
        {
            await Look(door);
        }

        foreach (var (article, words) in secrets.Articles)
        {
            await Knock(words);
            foreach (string path in (string[])[article.Id, article.Aliases[0], article.Id + "/revisions"])
            {
                await Look("/articles/" + path, words[0], words[4]);
                await Look("/api/v1/articles/" + path, words[0], words[4]);
            }
        }

        foreach (var (ticket, words) in secrets.Tickets)
        {
            await Knock(words);
            await Look("/api/v1/tickets/" + ticket.Id);
        }

        await Ask();
        for (int change = 0; change < 500; change++)
        {
            int at = random.Next(secrets.Articles.Count);
            var (article, words) = secrets.Articles[at];
            bool hide = random.Next(2) == 0;
            var (audience, state) = hide ? (random.Next(2) == 0 ? (Audience.Agent, ArticleState.Published) : (Audience.Public, ArticleState.Draft)) : (Audience.Public, ArticleState.Published);
            service.Store.PutArticle(article with { Audience = audience, State = state }, "test"); // as another node would: the index here has not heard of it
            (hide ? hidden.UnionWith : (Action<IEnumerable<string>>)hidden.ExceptWith)(words);
            string asked = words[random.Next(words.Length)];
            await Look($"/api/v1/search?k=20&q={asked}+certificate", asked);
            await Look($"/search?q={Misspelt(asked)}");
            await Look($"/api/v1/complete?q={Uri.EscapeDataString($"How do I renew a {words[1][..4]}")}");
            await Look(random.Next(2) == 0 ? "/" : "/articles");
            await Look("/articles/" + article.Id, words[0]);
        }

        Assert.InRange(requests, 5000, int.MaxValue);
    }

    [Fact]
    public async Task But_what_is_public_is_found_completed_and_corrected_to()
    {
        var (article, words) = secrets.Articles[^1];
        Assert.Contains(words[1], await client.GetStringAsync($"/api/v1/search?q={words[5]}"), StringComparison.Ordinal);
        Assert.Contains(words[1], await client.GetStringAsync($"/api/v1/complete?q={words[1][..4]}"), StringComparison.Ordinal);
        Assert.Contains(words[6], await client.GetStringAsync($"/api/v1/search?q={Misspelt(words[6])}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/articles/" + article.Id)).StatusCode);
    }

    [Fact]
    public async Task An_agents_article_and_none_answer_alike()
    {
        string agents = secrets.Articles[0].Article.Id;
        foreach (string door in (string[])["/articles/", "/api/v1/articles/"])
        {
            using var forbidden = await client.GetAsync(door + agents);
            using var unknown = await client.GetAsync(door + "marked/nothing");
            Assert.Equal(HttpStatusCode.NotFound, forbidden.StatusCode);
            Assert.Equal(
                await Same(unknown, "marked/nothing"),
                await Same(forbidden, agents));
        }
    }

    // Asks for each word as it is, misspelt, and by its first letters.
    private async Task Knock(string[] words)
    {
        foreach (string word in words)
        {
            await Look($"/api/v1/search?k=20&q={word}+certificate+has+ended", word);
            await Look($"/api/v1/search?q={Misspelt(word)}");
            await Look($"/api/v1/complete?q={word[..5]}");
        }

        await Look($"/search?q={Misspelt(words[0])}+{Misspelt(words[1])}");
        await Look($"/api/v1/search?q={words[1]}&k=999", words[1]);
    }

    private async Task Ask()
    {
        string token = Hidden().Match(await client.GetStringAsync("/ask")).Groups[1].Value;
        foreach (var (_, words) in secrets.Tickets.Take(20))
        {
            using var form = new FormUrlEncodedContent([new("question", $"my {words[0]} certificate has ended"), new("form", token)]);
            using var response = await client.PostAsync("/ask", form);
            Check("/ask", await response.Content.ReadAsStringAsync(), words[0]);
        }
    }

    private async Task Look(string address, params string[] asked)
    {
        using var response = await client.GetAsync(address);
        Check(address, $"{response.Headers}{await response.Content.ReadAsStringAsync()}", asked);
    }

    private void Check(string address, string shown, params string[] asked)
    {
        requests++;
        foreach (var word in Letters().EnumerateMatches(shown))
        {
            string lower = shown.Substring(word.Index, word.Length).ToLowerInvariant();
            Assert.False(hidden.Contains(lower) && !asked.Contains(lower), $"{address} shows {lower}");
        }
    }

    private static async Task<(string Body, string Headers)> Same(HttpResponseMessage response, string id) =>
        (Sealed().Replace((await response.Content.ReadAsStringAsync()).Replace(id, "", StringComparison.Ordinal), ""), string.Join(' ', response.Headers.Select(h => h.Key)));

    private static string Misspelt(string word) => word[..^3] + word[^2..];

    [GeneratedRegex(@"\p{L}{10}")]
    private static partial Regex Letters();

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("\"traceId\":\"[^\"]+\"")]
    private static partial Regex Sealed();
}
