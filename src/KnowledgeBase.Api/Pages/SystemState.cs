using System.Globalization;

namespace KnowledgeBase.Api.Pages;

/// <summary>What the service holds, which versions serve, and what it is at.</summary>
internal static class SystemState
{
    public static Html Of(Engine engine, Imports imports, Webhook webhook, HttpContext context)
    {
        long lag = engine.Lag;
        string learning = engine.Lessons.Says;
        var importing = imports.Running;
        int? building = engine.IndexBuilding;
        string[] refused = engine.Refused.Length == 0 ? [] : engine.Refused.Split('\n');
        return Html.Of(
            $"""
            {ModelsBlock.Said(context)}
            <div id="state"{new Html(learning.Length > 0 || lag > 0 || building is not null || importing.Count > 0 || engine.EmbeddingState.Length > 0 ? " data-busy" : "")}>
            <dl class="facts">
            {Fact(AdminWords.Health, Html.Of($"""<span class="tag {(engine.IsReady ? "good" : "fair")}">{(engine.IsReady ? AdminWords.Ready : AdminWords.NotReady)}</span>"""))}
            {Fact(AdminWords.Work, learning.Length == 0 && importing.Count == 0 && building is null ? Html.Of($"{AdminWords.Idle}") : Html.Of($"{Lesson(learning)}{Html.Each(importing, Import)}{Building(building)}"))}
            {Fact(AdminWords.Store, Html.Of($"{Number(engine.Index.Articles.Count)} {AdminWords.Articles}, {Number(engine.Index.Tickets.Count)} {AdminWords.Tickets}"))}
            {Fact(AdminWords.Index, lag == 0 ? Html.Of($"{AdminWords.UpToDate} {Number(engine.Responder.Sequence)}") : Html.Of($"{Number(lag)} {AdminWords.Behind}"))}
            {Fact(AdminWords.Model, Html.Of($"<code>{engine.ModelVersion}</code>"))}
            {Fact(AdminWords.Embedding, Html.Of($"<code>{engine.Index.Embedding.Id}</code> {engine.EmbeddingState}"))}
            {Fact(AdminWords.Webhook, Told(webhook.State))}
            {Html.When(refused.Length > 0, () => Fact(AdminWords.Refused, Html.Of($"<ul>{Html.Each(refused, r => Html.Of($"<li>{r}</li>"))}</ul>")))}
            </dl>
            {Html.When(engine.Other is null, () => ModelsBlock.Of(engine, context))}
            </div>
            <p><a href="/swagger">{AdminWords.ApiLink}</a> · <a href="/metrics">{AdminWords.Metrics}</a></p>
            """);
    }

    private static Html Lesson(string says) => Html.When(says.Length > 0, () => Html.Of(
        $"""<div>{AdminWords.Learning}{(says == "…" ? "" : ": ")}{says} <progress aria-label="{AdminWords.Learning}"></progress></div>"""));

    private static Html Import(ImportProgress p) => Html.Of(
        $"""<div>{AdminWords.Importing} (<bdi>{p.Who}</bdi>): {Number(p.Read)} {AdminWords.ImportRead}, {Number(p.Accepted)} {AdminWords.ImportAccepted}, {Number(p.Refused)} {AdminWords.ImportRefused} <progress aria-label="{AdminWords.Importing}"></progress></div>""");

    private static Html Building(int? taken) => Html.When(taken is not null, () => Html.Of(
        $"""<div>{AdminWords.Building}: {Number(taken!.Value)} {AdminWords.BuildingTaken} <progress aria-label="{AdminWords.Building}"></progress></div>"""));

    private static Html Told(WebhookState state) => state.Site.Length == 0 ? Html.Of($"{AdminWords.WebhookNone}") : Html.Of(
        $"""
        <bdi>{state.Site}</bdi>: {Number(state.Told)} {AdminWords.WebhookTold}, {Number(state.GivenUp)} {AdminWords.WebhookGivenUp}, {Number(state.Waiting)} {AdminWords.WebhookWaiting}
        {Html.When(state.Fault.Length > 0, () => Html.Of($"""<div class="warn">{AdminWords.WebhookFault}: {state.Fault}</div>"""))}
        """);

    private static Html Fact(string name, Html value) => Html.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
