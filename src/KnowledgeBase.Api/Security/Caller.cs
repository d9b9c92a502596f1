using KnowledgeBase.Api.Endpoints;

namespace KnowledgeBase.Api.Security;

/// <summary>Who calls, found once for a request.</summary>
/// <param name="Role">What they may do.</param>
/// <param name="Name">Who they are, for the audit.</param>
/// <param name="Session">What their forms are bound to: the id of a key or a sign-in; empty for anyone and for this machine, whom a link from another site makes the other.</param>
public sealed record Caller(Role Role, string Name, string Session)
{
    /// <summary>Anyone.</summary>
    public static Caller Anyone { get; } = new(Role.Reader, "anyone", "");

    /// <summary>Someone at the machine itself.</summary>
    public static Caller Local { get; } = new(Role.Admin, "this machine", "");

    /// <summary>Who sent this request.</summary>
    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Anyone;
}
