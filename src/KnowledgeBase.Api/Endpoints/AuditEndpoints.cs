using System.Globalization;
using KnowledgeBase.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Who did what.</summary>
internal static class AuditEndpoints
{
    private const int PageSize = 100;

    public static void MapAudit(this RouteGroupBuilder api) =>
        api.MapGet("/audit", List).For(Role.Admin).WithName("ListAudit").WithTags("Keys").WithSummary("Who changed, published, exported, erased and signed in, newest first, 100 a page; pass `cursor` on.")
            .ProducesValidationProblem();

    private static Results<Ok<AuditPage>, ValidationProblem> List(Engine engine, string? cursor)
    {
        long before = long.MaxValue;
        if (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
        {
            return Checks.Fault("cursor", "Pass the cursor of the page before as it is.");
        }

        var page = engine.Store.Audit.Before(before, PageSize + 1);
        string? next = page.Count > PageSize ? page[PageSize - 1].Sequence.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new AuditPage([.. page.Take(PageSize)], next));
    }
}

/// <summary>A page of the audit; <paramref name="Cursor"/> leads to older entries, null on the last.</summary>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, string? Cursor);
