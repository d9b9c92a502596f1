using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;
using KnowledgeBase.Tests.Store;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed class The_models(Running_service service)
{
    [Fact]
    public async Task What_was_learned_is_listed_with_its_figures_to_admins_only()
    {
        var view = await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/models");
        var models = view.GetProperty("models").EnumerateArray().ToList();
        Assert.Equal("0", models[^1].GetProperty("number").GetString());
        var active = Assert.Single(models, m => m.GetProperty("active").GetBoolean());
        Assert.Equal(view.GetProperty("ranking").GetString(), active.GetProperty("ranking").GetString());
        Assert.All(active.GetProperty("trials").EnumerateArray(), t => Assert.InRange(t.GetProperty("after").GetDouble(), 0.01, 1));
        Assert.Contains(active.GetProperty("trials").EnumerateArray(), t => t.GetProperty("kind").GetString() == "embedding" && t.GetProperty("questions").GetInt32() > 0);
        Assert.False(view.GetProperty("learning").GetProperty("running").GetBoolean());
        Assert.NotEqual("", view.GetProperty("learning").GetProperty("last").GetProperty("outcome").GetString());

        using var writer = await service.Outside(Role.Writer);
        Assert.Equal(HttpStatusCode.Forbidden, (await writer.GetAsync("/api/v1/models")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await writer.PostAsync("/api/v1/models/train", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await writer.PostAsync("/api/v1/models/0/activate", null)).StatusCode);
    }

    [Fact]
    public async Task One_can_roll_back_to_what_is_shipped_and_forth_again_and_the_audit_says_who_did()
    {
        var before = await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/models");
        string learned = before.GetProperty("models")[0].GetProperty("number").GetString()!;
        var back = await service.Client.PostAsync("/api/v1/models/0/activate", null);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        var view = await back.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((RankingModel.Shipped().Version, StaticEmbedding.Default.Id, true), (view.GetProperty("ranking").GetString(), view.GetProperty("embedding").GetString(), view.GetProperty("pinned").GetBoolean()));
        var found = await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/search?q=EACCES");
        Assert.Equal(RankingModel.Shipped().Version, found.GetProperty("modelVersion").GetString());

        view = await (await service.Client.PostAsync($"/api/v1/models/{learned}/activate", null)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((before.GetProperty("embedding").GetString(), false), (view.GetProperty("embedding").GetString(), view.GetProperty("pinned").GetBoolean()));
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client.PostAsync("/api/v1/models/999/activate", null)).StatusCode);
        var audit = await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/audit");
        Assert.Contains(audit.GetProperty("entries").EnumerateArray(), e => e.GetProperty("action").GetString() == "ActivateModel" && e.GetProperty("object").GetString() == $"0 {RankingModel.Shipped().Version}");
    }
}

/// <summary>Lessons on a small service of their own.</summary>
[Collection(Writers_tests.Name)]
public sealed class The_lessons(Writers_service service, Browser browser)
{
    [Fact]
    public async Task A_lesson_is_begun_once_at_a_time_and_told_when_it_is_over()
    {
        using (var right = await Right())
        {
            Assert.Equal(HttpStatusCode.Conflict, (await service.Client.PostAsync("/api/v1/models/train", null)).StatusCode);
        }

        var begun = await service.Client.PostAsync("/api/v1/models/train", null);
        Assert.Equal((HttpStatusCode.Accepted, "/api/v1/models"), (begun.StatusCode, begun.Headers.Location?.ToString()));
        Assert.True((await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("learning").GetProperty("running").GetBoolean());
        await Node.Until(() => service.Engine.Lessons.Says.Length == 0);
        var last = (await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/models")).GetProperty("learning").GetProperty("last");
        Assert.True(last.GetProperty("change").GetInt64() > 0);
        Assert.NotEqual("failed; the log says why", last.GetProperty("outcome").GetString());
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_admin_learns_now_and_chooses_a_model_with_and_without_script(bool script)
    {
        await Node.Until(() => service.Engine.HasLearned && service.Engine.Lessons.Says.Length == 0);
        service.Engine.Models.Publish(new Learned(StaticEmbedding.Default, RankingModel.Shipped() with { Version = $"own-{script}" }) { Trials = [new Trial("ranking", 812, 0.7214, 0.7639, true)] });
        var page = await browser.NewPage(service.Client.BaseAddress!, script);
        await page.GotoAsync("/admin");
        var row = page.Locator(".models tr", new() { HasText = $"own-{script}" });
        await Assertions.Expect(row).ToContainTextAsync("0.721 → 0.764 (812)");

        await page.Locator(".models tr", new() { HasText = "shipped" }).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("All nodes go over to it now.");
        await Assertions.Expect(page.Locator(".models tr", new() { HasText = "shipped" })).ToContainTextAsync("In use");
        Assert.Equal(RankingModel.Shipped().Version, service.Engine.ModelVersion);

        await page.GetByRole(AriaRole.Button, new() { Name = $"Use this one: own-{script}" }).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("In use");
        Assert.Equal($"own-{script}", service.Engine.ModelVersion);

        using (var right = await Right())
        {
            await page.ReloadAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Learn now" })).ToBeDisabledAsync();
        }

        if (script)
        {
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Learn now" })).ToBeEnabledAsync(); // by itself
        }
        else
        {
            await page.ReloadAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Learn now" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("It is learning now.");
        await Node.Until(() => service.Engine.Lessons.Says.Length == 0);
    }

    [Fact]
    public async Task A_restart_on_the_same_store_learns_nothing_again_and_a_change_is_learned()
    {
        using var place = new StorePlace.Sqlite();
        DateTimeOffset first;
        await using (var node = await Node.Start(place.Settings))
        {
            await node.Write("a", "---\ntitle: How do I reset it?\n---\nPress the button.");
            await node.Client.PostAsync("/api/v1/models/train", null);
            await Node.Until(() => node.Engine.HasLearned && node.Engine.Lessons.Says.Length == 0 && node.Engine.Lessons.Last is { Change: > 0 });
            first = node.Engine.Lessons.Last!.At;
        }

        await using (var node = await Node.Start(place.Settings))
        {
            await Node.Until(() => node.Engine.HasLearned);
            Assert.Equal(first, node.Engine.Lessons.Last!.At);
            await node.Write("b", "---\ntitle: How do I switch it off?\n---\nPress the red button.");
        }

        await using (var node = await Node.Start(place.Settings))
        {
            await Node.Until(() => node.Engine.HasLearned);
            Assert.NotEqual(first, node.Engine.Lessons.Last!.At);
        }
    }

    private async Task<IDisposable> Right()
    {
        IDisposable? right = null;
        await Node.Until(() => (right ??= service.Engine.Lessons.TryBegin()) is not null);
        return right!;
    }
}
