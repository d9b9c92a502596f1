using KnowledgeBase.Api.Security;
using KnowledgeBase.Store;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Keys: made, listed, taken away.</summary>
internal static class KeyEndpoints
{
    private const int MaxName = 100;

    public static void MapKeys(this RouteGroupBuilder api, TimeProvider time)
    {
        api.MapGet("/keys", (Engine engine) => TypedResults.Ok(engine.Store.Keys.All()))
            .For(Role.Admin).WithName("ListKeys").WithTags("Keys").WithSummary("All keys and when they were last used; never the keys themselves.");

        api.MapPost("/keys", (Engine engine, HttpContext context, KeyRequest request) =>
        {
            if (Fault(request.Name, request.Role, request.Expires, time) is var (field, mend))
            {
                return Checks.Fault(field, mend);
            }

            var (secret, key) = engine.Store.Keys.Add(request.Name.Trim(), request.Role, request.Expires);
            Auditing.About(context, $"{key.Id} {key.Role} {key.Name}");
            return Results.Created((string?)null, new NewKey(secret, key));
        }).For(Role.Admin).WithName("CreateKey").WithTags("Keys").WithSummary("A new key; it is shown only now.")
            .Produces<NewKey>(StatusCodes.Status201Created).ProducesValidationProblem();

        api.MapDelete("/keys/{id}", (Engine engine, string id) => engine.Store.Keys.Remove(id)
            ? Results.NoContent()
            : Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such key."))
            .For(Role.Admin).WithName("DeleteKey").WithTags("Keys").WithSummary("Takes a key away, at once.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>What is wrong with a key to be made, or null.</summary>
    public static (string Field, string Mend)? Fault(string name, string role, DateTimeOffset? expires, TimeProvider time) =>
        string.IsNullOrWhiteSpace(name) || name.Length > MaxName ? ("name", $"Say whose it is or what it is for, in at most {MaxName} characters.")
        : !Roles.Contains(role) ? ("role", $"Choose one of {string.Join(", ", Roles)}.")
        : expires <= time.GetUtcNow() ? ("expires", "Name a moment to come, or none.")
        : null;

    private static readonly string[] Roles = [.. Enum.GetNames<Role>().Select(r => r.ToLowerInvariant())];
}

/// <summary>A key to be made.</summary>
public sealed class KeyRequest
{
    /// <summary>Whose it is, or what it is for.</summary>
    /// <example>help desk</example>
    public required string Name { get; init; }

    /// <summary>reader, agent, writer or admin; each may do what those before it may.</summary>
    /// <example>agent</example>
    public required string Role { get; init; }

    /// <summary>When it ends; never when left out.</summary>
    /// <example>2027-12-31T00:00:00Z</example>
    public DateTimeOffset? Expires { get; init; }
}

/// <summary>A key just made.</summary>
/// <param name="Secret" example="kb_Zq3vT0mXy8fJ2cLrW5nB7dGhK1sPaE4uV6tYiO9xQzM">The key: send it as `Authorization: Bearer …`. It is shown only now.</param>
/// <param name="Key">What the list of keys will say.</param>
public sealed record NewKey(string Secret, ApiKey Key);
