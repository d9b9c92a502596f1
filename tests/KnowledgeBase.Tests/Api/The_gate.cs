using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeBase.Api.Endpoints;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed partial class The_gate(Running_service service)
{
    [Fact]
    public void Every_route_declares_whom_it_is_for() =>
        Assert.Empty(service.Routes.Where(r => !Access.Declares(r)).Select(r => r.RoutePattern.RawText));

    [Fact]
    public async Task Every_route_lets_in_whom_it_declares_and_nobody_below()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            using var client = await service.Outside(role);
            foreach (var route in service.Routes)
            {
                foreach (string method in Methods(route))
                {
                    using var request = new HttpRequestMessage(new HttpMethod(method), Address(route)) { Content = Body(route) };
                    using var response = await client.SendAsync(request);
                    var refusal = role == Role.Reader ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden;
                    string what = $"{role}: {method} {route.RoutePattern.RawText} gave {(int)response.StatusCode}";
                    Assert.True(role >= Access.Declared(route) ? response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) : response.StatusCode == refusal, what);
                }
            }
        }
    }

    [Theory]
    [InlineData("kb_nothing")]
    [InlineData("")]
    public async Task A_key_that_is_none_opens_not_even_what_is_public(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/search?q=EACCES");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        using var response = await service.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_key_works_until_it_is_taken_away_and_is_never_shown_again()
    {
        using var agent = await service.Outside(Role.Agent);
        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync("/api/v1/tickets/T1001")).StatusCode);
        string secret = agent.DefaultRequestHeaders.Authorization!.Parameter!;
        var listed = await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/keys");
        Assert.DoesNotContain(secret, listed.ToString(), StringComparison.Ordinal);
        var key = listed.EnumerateArray().Last(k => k.GetProperty("name").GetString() == "test Agent");
        Assert.NotEmpty(key.GetProperty("lastUsed").GetString()!);
        Assert.Equal(HttpStatusCode.NoContent, (await service.Client.DeleteAsync("/api/v1/keys/" + key.GetProperty("id").GetString())).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await agent.GetAsync("/api/v1/tickets/T1001")).StatusCode);
    }

    [Theory]
    [InlineData("{\"name\":\"\",\"role\":\"agent\"}", "name")]
    [InlineData("{\"name\":\"x\",\"role\":\"king\"}", "role")]
    [InlineData("{\"name\":\"x\",\"role\":\"2\"}", "role")]
    [InlineData("{\"name\":\"x\",\"role\":\"agent\",\"expires\":\"2020-01-01T00:00:00Z\"}", "expires")]
    public async Task A_key_that_cannot_be_made_is_a_problem_that_names_the_field(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await service.Client.PostAsync("/api/v1/keys", content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"{field}\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "help.example")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task What_came_through_a_proxy_or_from_another_site_is_not_this_machine(string header, string value)
    {
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/api/v1/tickets/T1001")).StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tickets/T1001");
        request.Headers.TryAddWithoutValidation(header, value);
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Another_sites_page_may_not_send_even_what_anyone_may()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/events") { Content = JsonContent.Create(new { queryId = "x", actionName = "click" }) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("/ask")]
    [InlineData("/feedback")]
    public async Task A_form_without_its_token_is_sent_back(string action)
    {
        foreach (string token in (string[])["", "x", "CfDJ8" + new string('A', 80)])
        {
            using var form = new FormUrlEncodedContent([new("question", "Why?"), new("id", "install/eacces"), new("form", token)]);
            using var response = await service.Client.PostAsync(action, form);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("too old", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Methods(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private static StringContent? Body(RouteEndpoint route) => route.Metadata.GetMetadata<IAcceptsMetadata>() is { } accepts
        ? new StringContent("{}", System.Text.Encoding.UTF8, accepts.ContentTypes[0])
        : null;

    // An address of the route where nothing is, so that nothing is changed.
    private static string Address(RouteEndpoint route) => "/" + Parameter().Replace(route.RoutePattern.RawText!.TrimStart('/'), m => m.Value.EndsWith(":long}", StringComparison.Ordinal) ? "999999" : "no-such-thing");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
