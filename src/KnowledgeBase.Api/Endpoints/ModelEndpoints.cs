using System.Globalization;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Learning;
using KnowledgeBase.Store;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>What was learned: looked at, learned anew, chosen.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this RouteGroupBuilder api)
    {
        api.MapGet("/models", (Engine engine) => TypedResults.Ok(ModelsView.Of(engine)))
            .For(Role.Admin).WithName("Models").WithTags("Models").WithSummary("What was learned, how it did on what it had not seen, and which of it is in use.");

        api.MapPost("/models/train", (Engine engine, BackgroundLearning learning) => engine.Other is not null ? Fixed()
            : learning.TryBegin() ? Results.Accepted("/api/v1/models", ModelsView.Of(engine))
            : Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "A lesson is under way, here or on another node.", detail: "Look at /api/v1/models until it is over, then ask again."))
            .For(Role.Admin).WithName("TrainModels").WithTags("Models").WithSummary("Learns now, beside what serves. `learning.says` of /api/v1/models tells how far it is; what proves better goes live.")
            .Produces<ModelsView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPost("/models/{number:long}/activate", (Engine engine, HttpContext context, ILogger<Engine> log, long number, CancellationToken cancel) =>
        {
            if (engine.Other is not null)
            {
                return Fixed();
            }

            if (!engine.Use(number, log, cancel))
            {
                return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such model.", detail: "/api/v1/models lists those that are kept.");
            }

            Auditing.About(context, $"{number.ToString(CultureInfo.InvariantCulture)} {engine.ModelVersion}");
            return Results.Ok(ModelsView.Of(engine));
        }).For(Role.Admin).WithName("ActivateModel").WithTags("Models")
            .WithSummary("Puts a model into use on all nodes: an earlier one, or 0 for the shipped one, to roll back. It stays until something learned later proves better on tickets that came after; choosing the newest ends that.")
            .Produces<ModelsView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static IResult Fixed() => Results.Problem(
        statusCode: StatusCodes.Status409Conflict, title: "Only the embedding that is built in learns; another one is set.", detail: "Set KnowledgeBase:Embedding:Kind to static, or leave it out.");
}

/// <summary>What was learned.</summary>
/// <param name="Ranking" example="own-choice">Version of the ranking model that answers here.</param>
/// <param name="Embedding" example="1f0c6a2b9d3e">Id of the embedding that answers here.</param>
/// <param name="Pinned">True when a person chose the active model over something newer.</param>
/// <param name="Learning">What learning is at.</param>
/// <param name="Models">All to choose from, newest first; what is shipped is last.</param>
/// <param name="EmbeddingState" example="does not answer, search goes by words: it did not answer within 2 s">What there is to say of the embedding besides its name; left out while it serves.</param>
public sealed record ModelsView(string Ranking, string Embedding, bool Pinned, LearningView Learning, IReadOnlyList<ModelView> Models, string? EmbeddingState = null)
{
    /// <summary>The view of an engine.</summary>
    public static ModelsView Of(Engine engine) => new(
        engine.ModelVersion, engine.Index.Embedding.Id, engine.Store.ChosenModel() is { Pinned: true },
        new LearningView(engine.Lessons.Says.Length > 0, engine.Lessons.Says, engine.Lessons.Last is { } last ? new LessonView(last.At, last.Change, last.Outcome) : null),
        [.. engine.Models.All().Select(ModelView.Of)], engine.EmbeddingState.Length > 0 ? engine.EmbeddingState : null);
}

/// <summary>What learning is at.</summary>
/// <param name="Running">True while a lesson runs on this node.</param>
/// <param name="Says" example="embedding adapted to 4120 pairs">What it said last; empty when none runs.</param>
/// <param name="Last">The last lesson of any node.</param>
public sealed record LearningView(bool Running, string Says, LessonView? Last);

/// <summary>A lesson.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Change" example="944">Number of the last change it was learned from.</param>
/// <param name="Outcome" example="own-choice went live">What came of it.</param>
public sealed record LessonView(DateTimeOffset At, long Change, string Outcome);

/// <summary>A model: a ranking and the embedding it was learned with.</summary>
/// <param name="Number" example="3">Its number; 0 for what is shipped.</param>
/// <param name="Active">True for the one in use.</param>
/// <param name="Made">When it was learned.</param>
/// <param name="Change" example="944">Number of the last change it was learned from.</param>
/// <param name="Ranking" example="own-choice">Version of its ranking.</param>
/// <param name="Embedding" example="1f0c6a2b9d3e">Id of its embedding.</param>
/// <param name="Trials">How its parts did on what they had not seen.</param>
public sealed record ModelView(string Number, bool Active, DateTimeOffset? Made, long? Change, string Ranking, string Embedding, IReadOnlyList<TrialView> Trials)
{
    /// <summary>The view of a model.</summary>
    public static ModelView Of(ModelSummary m) => new(
        m.Number.ToString(CultureInfo.InvariantCulture), m.Active, m.Made, m.Change, m.Ranking, m.Embedding,
        [.. m.Trials.Select(t => new TrialView(t.Kind, t.Questions, Math.Round(t.Before, 4), Math.Round(t.After, 4), t.Kept))]);
}

/// <summary>How a part did on questions it had not seen.</summary>
/// <param name="Kind" example="ranking">embedding or ranking.</param>
/// <param name="Questions" example="812">How many were asked.</param>
/// <param name="Before" example="0.721">Mean reciprocal rank of the right answer before.</param>
/// <param name="After" example="0.764">The same with what was learned.</param>
/// <param name="Kept">True when it was better and serves.</param>
public sealed record TrialView(string Kind, int Questions, double Before, double After, bool Kept);
