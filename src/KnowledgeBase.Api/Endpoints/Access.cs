using KnowledgeBase.Api.Security;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Who an endpoint is for. Each role may do what those before it may.</summary>
public enum Role
{
    /// <summary>Anyone: public articles.</summary>
    Reader,

    /// <summary>Support agents: tickets and agents' articles.</summary>
    Agent,

    /// <summary>Writers: changes to articles.</summary>
    Writer,

    /// <summary>Admins: keys, the audit, erasing.</summary>
    Admin,
}

/// <summary>How an endpoint says whom it is for; <see cref="Gate"/> holds it to that.</summary>
public static class Access
{
    /// <summary>Declares whom the endpoint is for. What declares nothing is for admins.</summary>
    public static RouteHandlerBuilder For(this RouteHandlerBuilder endpoint, Role role) => endpoint.WithMetadata(role);

    /// <summary>Says that a request that could change something does not, so that the audit leaves it out.</summary>
    public static RouteHandlerBuilder ChangesNothing(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new Audited(false));

    /// <summary>Says that the audit keeps it though it changes nothing, like an export.</summary>
    public static RouteHandlerBuilder Audited(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new Audited(true));

    /// <summary>Whom the endpoint is for.</summary>
    public static Role Declared(Endpoint endpoint) => Declares(endpoint) ? endpoint.Metadata.OfType<Role>().Last() : Role.Admin;

    /// <summary>True when the endpoint says whom it is for.</summary>
    public static bool Declares(Endpoint endpoint) => endpoint.Metadata.OfType<Role>().Any();

    /// <summary>What the caller may find.</summary>
    public static Viewer ViewerOf(HttpContext context) => Caller.Of(context).Role >= Role.Agent ? Viewer.Agent : Viewer.Public;
}
