using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Tests.Api;

[Collection(Writers_tests.Name)]
public sealed class The_life_of_an_article(Writers_service service)
{
    private const string Api = "/api/v1/articles";

    [Fact]
    public async Task A_draft_is_found_once_it_is_published_and_no_longer_when_it_is_archived()
    {
        await Create("life/walrus", "---\ntitle: How do I groom a walrus?\nstate: draft\n---\nWith a soft brush.");
        Assert.Empty(await Found("groom a walrus"));
        foreach (var (body, state, found) in new[] { ("{\"state\":\"inReview\"}", "inReview", 0), ("", "published", 1), ("{\"state\":\"archived\"}", "archived", 0), ("{}", "published", 1) })
        {
            var answer = await (await Post("life/walrus/publish", body)).Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(state, answer.GetProperty("state").GetString());
            Assert.Equal(found, (await Found("groom a walrus")).Length);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await Post("life/walrus/publish", "{\"state\":\"gone\"}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Post("life/no-walrus/publish", "")).StatusCode);
    }

    [Fact]
    public async Task Publishing_over_what_one_has_not_seen_is_refused()
    {
        var created = await Create("life/otter", "---\ntitle: Otter\nstate: draft\n---\none");
        await Put("life/otter", "---\ntitle: Otter\nstate: draft\n---\ntwo", created);
        var refused = await Post("life/otter/publish", "", created);
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Post("life/otter/publish", "", refused.Headers.ETag)).StatusCode);
    }

    [Fact]
    public async Task Its_history_can_be_read_compared_and_brought_back()
    {
        var first = await Create("life/lynx", "---\ntitle: Lynx\n---\nEars\nTail\n");
        await Put("life/lynx", "---\ntitle: Lynx\n---\nEars\nPaws\n", first);
        var revisions = await service.Client.GetFromJsonAsync<JsonElement>($"{Api}/life/lynx/revisions");
        Assert.Equal([1, 2], revisions.EnumerateArray().Select(r => r.GetProperty("revision").GetInt32()));
        var one = await service.Client.GetFromJsonAsync<JsonElement>($"{Api}/life/lynx/revisions/1");
        Assert.Equal("---\ntitle: Lynx\n---\nEars\nTail\n", one.GetProperty("text").GetString());

        var diff = await service.Client.GetFromJsonAsync<JsonElement>($"{Api}/life/lynx/diff?from=1");
        Assert.Equal(["removed Tail", "added Paws"], diff.GetProperty("lines").EnumerateArray().Where(l => l.GetProperty("kind").GetString() != "same").Select(l => $"{l.GetProperty("kind")} {l.GetProperty("text")}"));

        var restored = await Post("life/lynx/revisions/1/restore", "");
        Assert.Equal("\"3\"", restored.Headers.ETag!.Tag);
        Assert.Equal(one.GetProperty("text").GetString(), (await restored.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("text").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client.GetAsync($"{Api}/life/lynx/revisions/9")).StatusCode);
    }

    [Fact]
    public async Task Whoever_writes_second_gets_the_first_ones_text_to_bring_both_together()
    {
        var read = await Create("life/mole", "---\ntitle: Mole\n---\nbase");
        await Put("life/mole", "---\ntitle: Mole\n---\nfirst", read);
        var second = await Put("life/mole", "---\ntitle: Mole\n---\nsecond", read);
        Assert.Equal(HttpStatusCode.PreconditionFailed, second.StatusCode);
        var problem = await second.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("---\ntitle: Mole\n---\nfirst", problem.GetProperty("current").GetProperty("text").GetString());
        Assert.Equal(HttpStatusCode.OK, (await Put("life/mole", "---\ntitle: Mole\n---\nfirst and second", second.Headers.ETag!)).StatusCode);
    }

    [Fact]
    public async Task A_change_of_a_shipped_article_goes_to_its_file_and_a_change_of_the_file_is_never_lost()
    {
        string file = Path.Combine(service.Articles, "install", "eacces.md");
        var got = await service.Client.GetAsync($"{Api}/install/eacces");
        string text = (await got.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("text").GetString()!;
        Assert.Equal(await File.ReadAllTextAsync(file), text);
        Assert.Equal(HttpStatusCode.OK, (await Put("install/eacces", text + "\nA line from the web.\n", got.Headers.ETag!)).StatusCode);
        Assert.EndsWith("A line from the web.\n", await File.ReadAllTextAsync(file), StringComparison.Ordinal);

        var again = await service.Client.GetAsync($"{Api}/install/eacces");
        await File.AppendAllTextAsync(file, "A line from an editor.\n");
        var late = await Put("install/eacces", text + "\nAnother line from the web.\n", again.Headers.ETag!);
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.EndsWith("A line from an editor.\n", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Contains("A line from an editor.", (await late.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("current").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drafts_and_history_are_for_writers()
    {
        await Create("life/newt", "---\ntitle: Newt\nstate: draft\n---\nx");
        foreach (string path in new[] { "life/newt", "life/newt/revisions", "life/newt/revisions/1", "life/newt/diff?from=1" })
        {
            using var outside = new HttpRequestMessage(HttpMethod.Get, $"{Api}/{path}");
            outside.Headers.Add("X-Forwarded-For", "203.0.113.9");
            Assert.InRange((int)(await service.Client.SendAsync(outside)).StatusCode, 401, 404);
        }
    }

    [Theory]
    [InlineData("# Title\n\nSome *text* with [a link](../install/eacces.md) and `code`.")]
    [InlineData("---\ntitle: T\n---\n## Head\n\n- a\n- b\n\n```sh\nnpm ci\n```\n")]
    [InlineData("---\ntitle: T\n---\n<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>")]
    public async Task A_preview_is_exactly_what_is_published(string text)
    {
        string id = "life/preview-" + Math.Abs(text.Length);
        var preview = await (await service.Client.PostAsJsonAsync($"{Api}/preview", new { id, markdown = text })).Content.ReadFromJsonAsync<JsonElement>();
        await Create(id, text);
        string page = Regex.Replace(await service.Client.GetStringAsync("/articles/" + id), " <a class=\"here\"[^>]*>#</a>", ""); // the page's own links to sections
        Assert.Contains($"<div class=\"prose\">{preview.GetProperty("html").GetString()}</div>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)</script>", page, StringComparison.Ordinal);
    }

    private async Task<EntityTagHeaderValue> Create(string id, string markdown)
    {
        var created = await service.Client.PostAsJsonAsync(Api, new { id, markdown });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return created.Headers.ETag!;
    }

    private async Task<HttpResponseMessage> Put(string id, string markdown, EntityTagHeaderValue etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Api}/{id}") { Content = JsonContent.Create(new { id, markdown }) };
        request.Headers.IfMatch.Add(etag);
        return await service.Client.SendAsync(request);
    }

    private async Task<HttpResponseMessage> Post(string path, string body, EntityTagHeaderValue? etag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Api}/{path}") { Content = body.Length == 0 ? null : new StringContent(body, null, "application/json") };
        if (etag is not null)
        {
            request.Headers.IfMatch.Add(etag);
        }

        return await service.Client.SendAsync(request);
    }

    private async Task<string[]> Found(string question)
    {
        var found = await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/search?q=" + Uri.EscapeDataString(question));
        return [.. found.GetProperty("articles").EnumerateArray().Select(a => a.GetProperty("id").GetString()!).Where(id => id.StartsWith("life/", StringComparison.Ordinal))];
    }
}
