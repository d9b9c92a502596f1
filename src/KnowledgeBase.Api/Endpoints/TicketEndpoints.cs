using KnowledgeBase.Api.Security;
using KnowledgeBase.Intake;
using KnowledgeBase.Store;
using KnowledgeBase.Tickets;
using Microsoft.AspNetCore.Http.Timeouts;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Resolved tickets, events and the state of the service.</summary>
internal static class TicketEndpoints
{
    public const int MaxRequester = 320; // the longest e-mail address

    public static void MapTickets(this RouteGroupBuilder api, TimeProvider time)
    {
        api.MapPost("/tickets", (Engine engine, HttpContext context, TicketRequest request) =>
        {
            if (string.IsNullOrWhiteSpace(request.Id) || request.Id.Length > 200)
            {
                return Checks.Fault("id", "Give the ticket the id it has in your system, at most 200 characters.");
            }

            if ((Checks.Question("text", request.Text) ?? Checks.Length("requester", request.Requester, MaxRequester)) is { } fault)
            {
                return fault;
            }

            var written = engine.Store.PutTickets([TicketImport.Masked(new Ticket
            {
                Id = request.Id,
                Created = request.Created ?? time.GetUtcNow(),
                Channel = request.Channel ?? "",
                Subject = request.Subject ?? "",
                Text = request.Text,
                Answer = request.Answer ?? "",
                Requester = request.Requester ?? "",
                Articles = [.. (request.Articles ?? []).Where(a => !string.IsNullOrWhiteSpace(a))],
            })]);
            engine.CatchUp();
            Auditing.About(context, request.Id);
            return Results.Ok(written);
        }).For(Role.Agent).WithName("PutTicket").WithTags("Tickets").WithSummary("Adds or replaces one resolved ticket, masked.").Produces<TicketsWrite>()
            .ProducesValidationProblem();

        api.MapPost("/tickets/import", async (Engine engine, Imports imports, HttpRequest request, CancellationToken cancel) =>
        {
            using var body = new StreamReader(request.Body);
            string lines = await body.ReadToEndAsync(cancel);
            using var reader = new StringReader(lines);
            var rows = request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) == true ? TicketCsv.Rows(reader) : TicketReader.JsonLines(reader);
            var report = imports.Run(Caller.Of(request.HttpContext).Name, rows, (counted, accepted) => TicketImport.Run(engine.Store, "body", counted, accepted, cancel: cancel));
            engine.CatchUp(cancel);
            Auditing.About(request.HttpContext, $"{report.Added} added, {report.Updated} updated");
            return Results.Ok(report);
        }).For(Role.Agent).WithName("ImportTickets").WithTags("Tickets").WithSummary("Takes in resolved tickets as JSON Lines or CSV; refused rows are named with their mend.")
            .WithMetadata(new RequestTimeoutAttribute(TimeLimits.Import)).Accepts<string>("application/x-ndjson", "text/csv").Produces<ImportReport>();

        api.MapGet("/imports", (Imports imports) => TypedResults.Ok(imports.Running))
            .For(Role.Agent).WithName("Imports").WithTags("Tickets").WithSummary("The imports that run on this node, and how far each is.");

        api.MapGet("/tickets/{**id}", (Engine engine, string id) =>
            Known(engine, id) is { } ticket ? Results.Ok(ticket) : NoTicket())
            .For(Role.Agent).WithName("GetTicket").WithTags("Tickets").WithSummary("One resolved ticket.").Produces<Ticket>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapDelete("/tickets/{**id}", (Engine engine, Erasure erasure, string id) => erasure.Ticket(Known(engine, id)?.Id ?? id).Tickets == 0 ? NoTicket() : Results.NoContent())
            .For(Role.Agent).WithName("DeleteTicket").WithTags("Tickets").WithSummary("Erases a ticket: its text, vector and index entries, what it taught, the question it was and searches that quote it.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);

        api.MapDelete("/tickets", (Erasure erasure, HttpContext context, string? requester) =>
        {
            if (Checks.Word("requester", requester, MaxRequester) is { } fault)
            {
                return fault;
            }

            var erased = erasure.Requester(requester!);
            Auditing.About(context, $"{erased.Tickets} tickets, {erased.Questions} questions, {erased.Searches} searches of one requester");
            return Results.Ok(new ErasedView(erased.Tickets, erased.Questions, erased.Searches));
        }).For(Role.Admin).WithName("EraseRequester").WithTags("Tickets").WithSummary("Erases all that one person asked, named as when it came in, and says how much it was.")
            .Produces<ErasedView>().ProducesValidationProblem();

        api.MapPost("/events", (SearchLog log, EventRequest request) =>
        {
            if (request.QueryId.Length is 0 or > 64 || request.ActionName.Length is 0 or > 64 || request.Message is { Length: > 2000 } || request.ObjectId is { Length: > 200 })
            {
                return Checks.Fault("queryId", "Send the queryId of the response and an actionName, each at most 64 characters; message at most 2,000.");
            }

            log.Happened(request.QueryId, request.ActionName, request.ObjectId ?? "", request.Position, request.Message ?? "");
            return Results.Accepted();
        }).For(Role.Reader).Limited(Limit.Event).WithName("AddEvent").WithTags("Search").WithSummary("Tells what a person did with results.").Produces(StatusCodes.Status202Accepted).ProducesValidationProblem();
    }

    // A slash of an id may come as it is or as %2F, which ASP.NET leaves alone.
    private static Ticket? Known(Engine engine, string id) =>
        (engine.Store.GetTicket(id) ?? (id.Contains('%', StringComparison.Ordinal) ? engine.Store.GetTicket(id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)) : null))?.Ticket;

    private static IResult NoTicket() => Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such ticket.");
}

/// <summary>How much was erased.</summary>
/// <param name="Tickets" example="2">Resolved tickets.</param>
/// <param name="Questions" example="1">Questions that they were, or that waited for an agent.</param>
/// <param name="Searches" example="3">Searches that quoted them.</param>
public sealed record ErasedView(int Tickets, int Questions, int Searches);
