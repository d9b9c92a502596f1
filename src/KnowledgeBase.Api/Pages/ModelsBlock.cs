using System.Globalization;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Learning;

namespace KnowledgeBase.Api.Pages;

/// <summary>What was learned, with the buttons to learn now and to choose.</summary>
internal static class ModelsBlock
{
    public static Html Of(Engine engine, HttpContext context)
    {
        bool running = engine.Lessons.Says.Length > 0;
        return Html.Of(
            $"""
            <h3 id="models">{AdminWords.Models}</h3>
            <p class="hint">{AdminWords.ModelsHint}</p>
            <div class="scroll" tabindex="0" role="group" aria-label="{AdminWords.Models}"><table class="grid models"><thead><tr><th scope="col">{AdminWords.ModelMade}</th><th scope="col">{AdminWords.ModelVersion}</th><th scope="col">{AdminWords.RankingTrial}</th><th scope="col">{AdminWords.Embedding}</th><th scope="col"><span class="hidden">{AdminWords.ModelUse}</span></th></tr></thead>
            <tbody>{Html.Each(engine.Models.All(), m => Row(m, context))}</tbody></table></div>
            <form class="bar" action="/admin/models" method="post">{FormToken.Input(context)}<button name="learn" value="1"{new Html(running ? " disabled" : "")}>{AdminWords.ModelLearn}</button>
            {(engine.Lessons.Last is { } last ? Html.Of($"""<p class="hint">{AdminWords.ModelLastLesson}: {When(last.At)}, {last.Outcome}</p>""") : Html.Empty)}</form>
            """);
    }

    public static async Task<IResult> Post(Engine engine, BackgroundLearning learning, HttpContext context, ILogger<Engine> log, CancellationToken cancel)
    {
        var form = await context.Request.ReadFormAsync(cancel);
        string said;
        if (long.TryParse(form["use"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            bool there = engine.Use(number, log, cancel);
            Auditing.About(context, there ? $"{number.ToString(CultureInfo.InvariantCulture)} {engine.ModelVersion}" : $"{number.ToString(CultureInfo.InvariantCulture)}: none");
            said = there ? "changed" : "gone";
        }
        else
        {
            said = learning.TryBegin() ? "begun" : "busy";
            Auditing.About(context, $"learn: {said}");
        }

        return Results.LocalRedirect($"/admin?models={said}#models");
    }

    /// <summary>What came of the last button, when the address tells.</summary>
    public static Html Said(HttpContext context) => context.Request.Query["models"].ToString() is { Length: > 0 } what ? Html.Of(
        $"""<p class="said" role="status">{what switch { "begun" => AdminWords.ModelBegun, "busy" => AdminWords.ModelBusy, "changed" => AdminWords.ModelChanged, _ => AdminWords.ModelGone }}</p>""") : Html.Empty;

    private static Html Row(ModelSummary model, HttpContext context) => Html.Of(
        $"""
        <tr><td>{(model.Made is { } made ? When(made) : AdminWords.ModelShipped)}</td><td><code>{model.Ranking}</code></td><td>{Figures(model, "ranking")}</td><td>{Figures(model, "embedding")}</td>
        <td>{(model.Active ? Html.Of($"""<span class="tag good">{AdminWords.ModelInUse}</span>""") : Html.Of(
            $"""<form action="/admin/models" method="post">{FormToken.Input(context)}<button class="plain" name="use" value="{model.Number}" aria-label="{AdminWords.ModelUse}: {model.Ranking} {(model.Made is { } at ? When(at) : AdminWords.ModelShipped)}">{AdminWords.ModelUse}</button></form>"""))}</td></tr>
        """);

    private static string Figures(ModelSummary model, string kind) => model.Trials.FirstOrDefault(t => t.Kind == kind) is { } t
        ? string.Create(CultureInfo.InvariantCulture, $"{t.Before:F3} → {t.After:F3} ({t.Questions:N0}){(t.Kept ? "" : ", " + AdminWords.ModelNotKept)}")
        : "–";

    private static string When(DateTimeOffset at) => at.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
}
