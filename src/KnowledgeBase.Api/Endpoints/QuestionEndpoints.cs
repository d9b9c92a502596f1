using KnowledgeBase.Store;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>The questions that wait for agents: everything the agents' page does.</summary>
internal static class QuestionEndpoints
{
    public const int MaxWord = 100;
    public const int MaxReason = 500;
    private const int PageSize = 50;

    public static void MapQuestions(this RouteGroupBuilder api)
    {
        api.MapGet("/questions", List).Named("ListQuestions", "Questions in a state, newest first, 50 a page; pass `before` on.").Produces<QuestionPage>().ProducesValidationProblem();
        api.MapPost("/questions", Post).Named("AskQuestion", "Puts a question on the agents' list, masked.").Produces<QuestionView>(StatusCodes.Status201Created).ProducesValidationProblem();
        api.MapGet("/questions/{number:long}", (Engine engine, long number) =>
            engine.Store.Question(number) is { } question ? Results.Ok(QuestionView.Of(question, engine.Store.Rejected(number))) : NotFound())
            .Named("GetQuestion", "One question, with the articles rejected for it.").Produces<QuestionView>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/questions/{number:long}/suggestions", Suggestions)
            .Named("SuggestForQuestion", "Articles and similar resolved tickets for a question, without the articles rejected for it.")
            .Produces<SearchResponse>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/questions/{number:long}/solve", Solve).Named("SolveQuestion", "Makes a resolved ticket of a question: the service learns from it at once.")
            .Produces<QuestionView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/questions/{number:long}/escalate", Escalate).Named("EscalateQuestion", "Hands a question to another queue.")
            .Produces<QuestionView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/questions/{number:long}/reopen", (Desk desk, long number) => desk.Reopen(number) is { } opened ? Results.Ok(QuestionView.Of(opened)) : NotFound())
            .Named("ReopenQuestion", "Opens a question again; the ticket it became is forgotten.").Produces<QuestionView>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/questions/{number:long}/rejections", Reject).Named("RejectSuggestion", "Takes an article out of the suggestions for a question, and says why.")
            .Produces(StatusCodes.Status204NoContent).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Named(this RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint.For(Role.Agent).WithName(name).WithTags("Questions").WithSummary(summary);

    private static IResult List(Engine engine, string? state, long? before)
    {
        if (!Enum.TryParse<QuestionState>(state ?? "open", ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted))
        {
            return Checks.Fault("state", "Write open, escalated or solved.");
        }

        var page = engine.Store.Questions(wanted, PageSize + 1, before);
        return Results.Ok(new QuestionPage([.. page.Take(PageSize).Select(q => QuestionView.Of(q))], page.Count > PageSize ? page[PageSize - 1].Id : null));
    }

    private static IResult Post(Desk desk, QuestionRequest request)
    {
        if ((Checks.Question("text", request.Text) ?? Checks.Length("subject", request.Subject, MaxReason) ?? Checks.Length("channel", request.Channel, MaxWord) ?? Checks.Length("requester", request.Requester, TicketEndpoints.MaxRequester)) is { } fault)
        {
            return fault;
        }

        var question = desk.Take(request.Text, request.Channel ?? "", request.Subject ?? "", request.Requester ?? "");
        return Results.Created($"/api/v1/questions/{question.Id}", QuestionView.Of(question));
    }

    private static IResult Suggestions(Engine engine, Desk desk, long number, int? k) =>
        Checks.Count(k) is { } fault ? fault
        : engine.Store.Question(number) is { } question ? Results.Ok(SearchResponse.Of(desk.Suggest(question, k ?? 5)))
        : NotFound();

    private static IResult Solve(Engine engine, Desk desk, long number, SolveRequest request)
    {
        var articles = request.Articles ?? [];
        if ((Checks.Length("answer", request.Answer, Checks.MaxText) ?? Checks.Length("queryId", request.QueryId, MaxWord)) is { } fault)
        {
            return fault;
        }

        if (articles.FirstOrDefault(id => engine.Store.GetArticle(id) is null) is { } unknown)
        {
            return Checks.Fault("articles", $"Name articles that exist: there is no '{(unknown.Length > 80 ? unknown[..80] : unknown)}'.");
        }

        if (articles.Count == 0 && string.IsNullOrWhiteSpace(request.Answer))
        {
            return Checks.Fault("answer", "Say what helped: name an article, or write the answer.");
        }

        return desk.Solve(number, articles, request.Answer ?? "", request.QueryId ?? "") is { } solved ? Results.Ok(QuestionView.Of(solved)) : NotFound();
    }

    private static IResult Escalate(Desk desk, long number, EscalateRequest request)
    {
        if ((Checks.Word("queue", request.Queue, MaxWord) ?? Checks.Length("reason", request.Reason, MaxReason)) is { } fault)
        {
            return fault;
        }

        return desk.Escalate(number, request.Queue.Trim(), request.Reason ?? "") is { } escalated ? Results.Ok(QuestionView.Of(escalated)) : NotFound();
    }

    private static IResult Reject(Desk desk, long number, RejectRequest request)
    {
        if ((Checks.Word("articleId", request.ArticleId, 200) ?? Checks.Word("reason", request.Reason, MaxReason) ?? Checks.Length("queryId", request.QueryId, MaxWord)) is { } fault)
        {
            return fault;
        }

        return desk.Reject(number, request.ArticleId, request.Reason.Trim(), request.QueryId ?? "") ? Results.NoContent() : NotFound();
    }

    private static IResult NotFound() => Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such question.", detail: "GET /api/v1/questions lists those there are.");
}
