using System.Net;
using System.Text;
using System.Text.Json;

namespace KnowledgeBase.Tests.Api;

public sealed partial class The_service
{
    [Theory]
    [InlineData("suggest", "{", "body")]
    [InlineData("suggest", "[]", "body")]
    [InlineData("suggest", "null", "body")]
    [InlineData("suggest", "", "body")]
    [InlineData("suggest", "{}", "text")]
    [InlineData("suggest", "{\"text\":null}", "text")]
    [InlineData("suggest", "{\"text\":5}", "text")]
    [InlineData("suggest", "{\"text\":\" \"}", "text")]
    [InlineData("suggest", "{\"text\":\"x\",\"k\":\"many\"}", "k")]
    [InlineData("tickets", "{\"id\":null,\"text\":\"x\"}", "id")]
    [InlineData("tickets", "{\"id\":\"T\",\"text\":null}", "text")]
    [InlineData("tickets", "{\"id\":\"T\",\"text\":\"x\",\"created\":\"soon\"}", "created")]
    [InlineData("articles", "{\"id\":\"a\",\"markdown\":null}", "markdown")]
    [InlineData("articles", "{\"id\":\"a/../../b\",\"markdown\":\"x\"}", "id")]
    [InlineData("articles", "{\"id\":\"a\",\"markdown\":\"---\\ntitle: [x\\n---\\n\"}", "markdown")]
    [InlineData("events", "{\"queryId\":null,\"actionName\":\"x\"}", "queryId")]
    public async Task A_body_that_cannot_be_used_is_a_problem_that_names_the_field(string endpoint, string body, string field) =>
        await AssertNames(field, await service.Client.PostAsync("/api/v1/" + endpoint, new StringContent(body, Encoding.UTF8, "application/json")));

    [Theory]
    [InlineData("search?q=%20", "q")]
    [InlineData("search?q=x&k=many", "k")]
    [InlineData("complete", "q")]
    public async Task An_address_that_cannot_be_used_is_a_problem_that_names_the_field(string address, string field) =>
        await AssertNames(field, await service.Client.GetAsync("/api/v1/" + address));

    [Theory]
    [InlineData("search")]
    [InlineData("complete")]
    public async Task A_question_of_100_000_characters_in_an_address_is_refused_kindly(string endpoint) =>
        await AssertNames("q", await service.Client.GetAsync($"/api/v1/{endpoint}?q={new string('x', 100_000)}"));

    [Fact]
    public async Task Tickets_come_in_as_csv_and_their_bad_rows_are_told()
    {
        var response = await Import("text/csv", "id,created,text\nbad-1,2020-01-01,\"two\nlines\"\nbad-2,soon,x\n");
        var json = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        Assert.Equal(1, json.RootElement.GetProperty("added").GetInt32());
        Assert.Equal("body, line 4, created", json.RootElement.GetProperty("refusals")[0].GetProperty("where").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await service.Client.DeleteAsync("/api/v1/tickets/" + Uri.EscapeDataString("bad-1"))).StatusCode);
    }

    [Fact]
    public async Task What_the_api_does_not_know_is_a_problem_and_no_page()
    {
        await AssertProblem(HttpStatusCode.NotFound, await Import("application/pdf", "x"));
        await AssertProblem(HttpStatusCode.NotFound, await service.Client.GetAsync("/api/v1/nothing"));
        await AssertProblem(HttpStatusCode.NotFound, await service.Client.DeleteAsync("/api/v1/search"));
    }

    private Task<HttpResponseMessage> Import(string type, string body) =>
        service.Client.PostAsync("/api/v1/tickets/import", new StringContent(body, Encoding.UTF8, type));

    private static async Task AssertNames(string field, HttpResponseMessage response)
    {
        var problem = await AssertProblem(HttpStatusCode.BadRequest, response);
        var error = Assert.Single(problem.GetProperty("errors").EnumerateObject());
        Assert.Equal(field, error.Name);
        Assert.NotEmpty(error.Value[0].GetString()!);
    }

    private static async Task<JsonElement> AssertProblem(HttpStatusCode status, HttpResponseMessage response)
    {
        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        string body = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
        Assert.DoesNotContain("KnowledgeBase.", body, StringComparison.Ordinal);
        return JsonDocument.Parse(body).RootElement;
    }
}
