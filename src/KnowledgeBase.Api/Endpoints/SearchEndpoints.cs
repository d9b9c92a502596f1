using KnowledgeBase.Api.Security;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Search, completion and suggestions.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this RouteGroupBuilder api)
    {
        api.MapGet("/search", Search).For(Role.Reader).Limited(Limit.Search).RequireCors(WidgetCors.Policy).WithName("Search").WithTags("Search").WithSummary("Articles for a question, and the passage that answers it.")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status504GatewayTimeout);
        api.MapGet("/complete", Complete).For(Role.Reader).Limited(Limit.Search).WithName("Complete").WithTags("Search").WithSummary("Titles of articles for the first letters of a question.")
            .ProducesValidationProblem();
        api.MapPost("/suggest", Suggest).For(Role.Agent).Limited(Limit.Search).ChangesNothing().WithName("Suggest").WithTags("Search").WithSummary("Articles and similar resolved tickets for a message.")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status504GatewayTimeout);
    }

    private static async Task<Results<Ok<SearchResponse>, ValidationProblem, ProblemHttpResult>> Search(Engine engine, Measures measures, HttpContext context, string? q, int? k, long? after, bool typing = false)
    {
        if ((Checks.Question("q", q) ?? Checks.Count(k) ?? Sequence.Fault(engine, after)) is { } fault)
        {
            return fault;
        }

        if (await Sequence.Await(engine, context, after) is { } late)
        {
            return late;
        }

        return TypedResults.Ok(SearchResponse.Of(measures.Respond(q!, Viewer.Public, k ?? 10, typing ? Measures.Typing : "search")));
    }

    private static Results<Ok<IReadOnlyList<Completion>>, ValidationProblem> Complete(Engine engine, string? q, int? k)
    {
        if ((Checks.Question("q", q) ?? Checks.Count(k)) is { } fault)
        {
            return fault;
        }

        return TypedResults.Ok(Completions.Of(engine.Index, engine.Visible, q!, Viewer.Public, k ?? 6));
    }

    private static async Task<Results<Ok<SearchResponse>, ValidationProblem, ProblemHttpResult>> Suggest(Engine engine, Measures measures, HttpContext context, SuggestRequest request, long? after)
    {
        if ((Checks.Question("text", request.Text) ?? Checks.Count(request.K) ?? Sequence.Fault(engine, after)) is { } fault)
        {
            return fault;
        }

        if (await Sequence.Await(engine, context, after) is { } late)
        {
            return late;
        }

        string question = TicketText.Question(request.Subject ?? "", request.Text);
        return TypedResults.Ok(SearchResponse.Of(measures.Respond(question, Viewer.Agent, request.K ?? 5, "suggest")));
    }
}
