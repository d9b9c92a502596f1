using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Articles;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed partial class The_service(Running_service service)
{
    [Theory]
    [InlineData("npm ERR! code E404\nnpm ERR! 404 Not Found - PUT @acme/widgets - Not found", "publishing/e404-publish")]
    [InlineData("EACCES /usr/local/lib/node_modules", "install/eacces")]
    [InlineData("ERESOLVE could not resolve", "install/eresolve")]
    [InlineData("lost my 2fa device", "two-factor/lost-device")]
    [InlineData("is the registry down?", "status/registry-down")]
    public async Task The_right_article_comes_first(string question, string article)
    {
        var json = await Search(question);
        Assert.Equal(article, json.GetProperty("articles")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Gibberish_gets_silence_and_a_way_to_ask()
    {
        Assert.True((await Search("asdfgh qwerty")).GetProperty("abstained").GetBoolean());
        string page = await service.Client.GetStringAsync("/search?q=asdfgh+qwerty");
        Assert.Contains("No good answer", page, StringComparison.Ordinal);
        Assert.Contains("/ask?q=asdfgh", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_verbatim_and_names_what_made_it()
    {
        var json = await Search("EACCES permission denied mkdir /usr/local/lib/node_modules");
        var answer = json.GetProperty("answers")[0];
        var article = await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/articles/" + answer.GetProperty("articleId").GetString());
        Assert.Contains(answer.GetProperty("text").GetString()!, Mdx.ToMarkdown(article.GetProperty("markdown").GetString()!), StringComparison.Ordinal);
        Assert.NotEmpty(json.GetProperty("queryId").GetString()!);
        Assert.NotEmpty(json.GetProperty("indexVersion").GetString()!);
        Assert.NotEmpty(json.GetProperty("modelVersion").GetString()!);
        Assert.NotEmpty(json.GetProperty("articles")[0].GetProperty("reasons").EnumerateArray());
    }

    [Theory]
    [InlineData("/api/v1/search?q=")]
    [InlineData("/api/v1/search?q=x&k=0")]
    [InlineData("/api/v1/search?q=x&k=many")]
    public async Task A_bad_question_is_a_problem_that_says_what_to_do(string url)
    {
        var response = await service.Client.GetAsync(url);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"text\":null}")]
    [InlineData("{\"text\":\"\"}")]
    [InlineData("{}")]
    public async Task A_broken_body_is_a_400(string body)
    {
        var response = await service.Client.PostAsync("/api/v1/suggest", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_question_of_100_000_characters_is_refused_kindly()
    {
        var response = await service.Client.PostAsJsonAsync("/api/v1/suggest", new { text = new string('x', 100_000) });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("20,000", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tickets_are_for_agents_only()
    {
        var found = await Search("publish scoped package 402");
        Assert.Empty(found.GetProperty("tickets").EnumerateArray());
        var suggested = await (await service.Client.PostAsJsonAsync("/api/v1/suggest", new { text = "402 payment required when I publish my scoped package" })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.NotEmpty(suggested.GetProperty("tickets").EnumerateArray());
        using var outside = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tickets/T1001");
        outside.Headers.Add("X-Forwarded-For", "203.0.113.9");
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.Client.SendAsync(outside)).StatusCode);
    }

    [Fact]
    public async Task An_article_is_written_found_changed_only_with_its_etag_and_taken_away()
    {
        var created = await service.Client.PostAsJsonAsync("/api/v1/articles", new { id = "test/zebrafish", markdown = "---\ntitle: How do I feed a zebrafish?\n---\nWith flakes." });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("test/zebrafish", (await Search("feed zebrafish")).GetProperty("articles")[0].GetProperty("id").GetString());
        var change = new { id = "test/zebrafish", markdown = "---\ntitle: How do I feed a zebrafish?\n---\nWith shrimps." };
        Assert.Equal(HttpStatusCode.BadRequest, (await service.Client.PutAsJsonAsync("/api/v1/articles/test/zebrafish", change)).StatusCode);
        using var put = new HttpRequestMessage(HttpMethod.Put, "/api/v1/articles/test/zebrafish") { Content = JsonContent.Create(change) };
        put.Headers.IfMatch.Add(created.Headers.ETag!);
        Assert.Equal(HttpStatusCode.OK, (await service.Client.SendAsync(put)).StatusCode);
        using var again = new HttpRequestMessage(HttpMethod.Put, "/api/v1/articles/test/zebrafish") { Content = JsonContent.Create(change) };
        again.Headers.IfMatch.Add(created.Headers.ETag!);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await service.Client.SendAsync(again)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await service.Client.DeleteAsync("/api/v1/articles/test/zebrafish")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client.GetAsync("/articles/test/zebrafish")).StatusCode);
    }

    [Fact]
    public async Task Agents_articles_are_not_on_public_pages()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client.GetAsync("/articles/agents/identity-checks")).StatusCode);
        Assert.DoesNotContain("agents/", await service.Client.GetStringAsync("/"), StringComparison.Ordinal);
        var found = await Search("how do we check the identity of who asks");
        Assert.DoesNotContain(found.GetProperty("articles").EnumerateArray(), a => a.GetProperty("id").GetString()!.StartsWith("agents/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_encode_what_people_type_and_forbid_inline_script()
    {
        var response = await service.Client.GetAsync("/search?q=" + Uri.EscapeDataString("<script>alert(1)</script> \"quoted\""));
        Assert.DoesNotContain("<script>alert", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_address_leads_to_the_article()
    {
        var aliased = KnowledgeBase.Learning.Dataset.ArticlesIn(Repository.Articles).First(a => a.Article.Aliases.Count > 0).Article;
        var response = await service.Client.GetAsync("/articles/" + aliased.Aliases[0]);
        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal("/articles/" + aliased.Id, response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_misspelt_word_gets_a_hint()
    {
        Assert.Contains("deprecate", (await Search("how to depricate a package")).GetProperty("didYouMean").GetString(), StringComparison.Ordinal);
    }

    private Task<JsonElement> Search(string question) => service.Client.GetFromJsonAsync<JsonElement>("/api/v1/search?q=" + Uri.EscapeDataString(question));
}
