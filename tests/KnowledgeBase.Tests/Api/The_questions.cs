using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed class The_questions(Running_service service)
{
    private const string Questions = "/api/v1/questions";

    [Fact]
    public async Task A_question_is_asked_suggested_for_solved_and_learned_from()
    {
        var question = await Ask("Hello,\nour zorbflux relay stops with ZORB77 when we push a package. Mail me at vik@example.org\n\nKind regards,\nVik", "email");
        string id = question.GetProperty("id").ToString();
        Assert.Contains("[email]", question.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Vik", question.GetProperty("said").GetString(), StringComparison.Ordinal);

        var listed = await Get($"{Questions}?state=open");
        Assert.Equal(id, listed.GetProperty("questions")[0].GetProperty("id").ToString());

        var solved = await Post($"{Questions}/{id}/solve", new { articles = new[] { "install/proxy" }, answer = "Set the proxy. Call +49 30 1234567.", queryId = "q1" });
        Assert.Equal("solved", solved.GetProperty("state").GetString());
        var ticket = await Get("/api/v1/tickets/" + solved.GetProperty("ticketId").GetString());
        Assert.Equal("Set the proxy. Call [phone].", ticket.GetProperty("answer").GetString());

        var next = await Post("/api/v1/suggest", new { text = "zorbflux relay ZORB77 on push" });
        Assert.Equal(ticket.GetProperty("id").GetString(), next.GetProperty("tickets")[0].GetProperty("id").GetString());
        Assert.Contains("ZORB77", next.GetProperty("tickets")[0].GetProperty("reasons")[0].GetString(), StringComparison.OrdinalIgnoreCase);

        var opened = await Post($"{Questions}/{id}/reopen", new { });
        Assert.Equal("open", opened.GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client.GetAsync("/api/v1/tickets/question-" + id)).StatusCode);
    }

    [Fact]
    public async Task A_rejected_article_is_not_suggested_again_for_that_question()
    {
        string id = (await Ask("EACCES permission denied /usr/local/lib/node_modules")).GetProperty("id").ToString();
        var before = await Get($"{Questions}/{id}/suggestions");
        Assert.Equal("install/eacces", before.GetProperty("answers")[0].GetProperty("articleId").GetString());
        var rejected = await service.Client.PostAsJsonAsync($"{Questions}/{id}/rejections", new { articleId = "install/eacces", reason = "wrong", queryId = before.GetProperty("queryId").GetString() });
        Assert.Equal(HttpStatusCode.NoContent, rejected.StatusCode);
        var after = await Get($"{Questions}/{id}/suggestions");
        Assert.DoesNotContain(after.GetProperty("articles").EnumerateArray(), a => a.GetProperty("id").GetString() == "install/eacces");
        Assert.DoesNotContain(after.GetProperty("answers").EnumerateArray(), a => a.GetProperty("articleId").GetString() == "install/eacces");
        Assert.Equal("wrong", (await Get($"{Questions}/{id}")).GetProperty("rejected").GetProperty("install/eacces").GetString());
    }

    [Fact]
    public async Task A_question_is_escalated_with_queue_and_reason()
    {
        string id = (await Ask("somebody else publishes our packages")).GetProperty("id").ToString();
        await Post($"{Questions}/{id}/escalate", new { queue = "security", reason = "three packages" });
        var found = (await Get($"{Questions}?state=escalated")).GetProperty("questions").EnumerateArray().First(q => q.GetProperty("id").ToString() == id);
        Assert.Equal(("security", "three packages"), (found.GetProperty("queue").GetString(), found.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_reply_is_drafted_from_the_suggested_passage()
    {
        var suggested = await Post("/api/v1/suggest", new { text = "EACCES permission denied /usr/local/lib/node_modules" });
        var best = suggested.GetProperty("articles")[0];
        string passage = best.GetProperty("passage").GetProperty("text").GetString()!;
        var reply = await Post("/api/v1/replies", new { channel = "tweet", passages = new[] { new { articleId = best.GetProperty("id").GetString(), anchor = "", text = passage } } });
        Assert.InRange(reply.GetProperty("length").GetInt32(), 60, 280);
        Assert.EndsWith("/articles/install/eacces", reply.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agents/identity-checks", "", "for agents only")]
    [InlineData("no/such", "", "no published article")]
    [InlineData("install/eacces", "Just run it with sudo.", "word for word")]
    public async Task Nothing_internal_unknown_or_made_up_is_drafted(string article, string text, string mend)
    {
        var response = await service.Client.PostAsJsonAsync("/api/v1/replies", new { channel = "email", passages = new[] { new { articleId = article, text } } });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(mend, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paragraph_is_flagged_listed_and_put_away()
    {
        var flag = await Post("/api/v1/flags", new { articleId = "install/eacces", paragraph = "Don't add sudo.", reason = "outdated" });
        string id = flag.GetProperty("id").ToString();
        Assert.Contains((await Get("/api/v1/flags?articleId=install/eacces")).EnumerateArray(), f => f.GetProperty("id").ToString() == id);
        Assert.Equal(HttpStatusCode.NoContent, (await service.Client.DeleteAsync($"/api/v1/flags/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client.DeleteAsync($"/api/v1/flags/{id}")).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/questions", "{\"text\":\" \"}", "text")]
    [InlineData("/api/v1/questions/1/solve", "{}", "answer")]
    [InlineData("/api/v1/questions/1/solve", "{\"articles\":[\"no/such\"]}", "articles")]
    [InlineData("/api/v1/questions/1/escalate", "{\"queue\":\"\"}", "queue")]
    [InlineData("/api/v1/questions/1/rejections", "{\"articleId\":\"a\",\"reason\":\"\"}", "reason")]
    [InlineData("/api/v1/flags", "{\"articleId\":\"no/such\",\"reason\":\"old\"}", "articleId")]
    public async Task Bad_input_names_the_field(string address, string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var response = await service.Client.PostAsync(address, content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Theory]
    [InlineData("solve", "{\"answer\":\"x\"}")]
    [InlineData("escalate", "{\"queue\":\"x\"}")]
    [InlineData("reopen", "{}")]
    [InlineData("rejections", "{\"articleId\":\"a\",\"reason\":\"x\"}")]
    public async Task An_unknown_question_is_a_404(string action, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client.PostAsync($"{Questions}/999999/{action}", content)).StatusCode);
    }

    private async Task<JsonElement> Ask(string text, string channel = "form") => await Post(Questions, new { text, channel });

    private Task<JsonElement> Get(string address) => service.Client.GetFromJsonAsync<JsonElement>(address);

    private async Task<JsonElement> Post(string address, object body)
    {
        var response = await service.Client.PostAsJsonAsync(address, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
