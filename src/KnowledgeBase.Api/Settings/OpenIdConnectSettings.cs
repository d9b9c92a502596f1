using System.ComponentModel.DataAnnotations;

namespace KnowledgeBase.Api.Settings;

/// <summary>Settings under <c>KnowledgeBase:Access:OpenIdConnect</c>; used when <see cref="Authority"/> is set.</summary>
public sealed class OpenIdConnectSettings : IValidatableObject
{
    /// <summary>Address of the identity provider, like https://id.example.com/realms/support; empty for none.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Name of this service at the provider; there, allow the redirect address …/signin/openid.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Its secret there; empty for a public client.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Claim of the ID token that says the role; default "roles".</summary>
    [Required]
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Its value for agents; default "agent".</summary>
    public string AgentValue { get; set; } = "agent";

    /// <summary>Its value for writers; default "writer".</summary>
    public string WriterValue { get; set; } = "writer";

    /// <summary>Its value for admins; default "admin".</summary>
    public string AdminValue { get; set; } = "admin";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority.Length > 0 && !(Uri.TryCreate(Authority, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))))
        {
            yield return new ValidationResult("KnowledgeBase:Access:OpenIdConnect:Authority is no https address.", [nameof(Authority)]);
        }

        if (Authority.Length > 0 && ClientId.Length == 0)
        {
            yield return new ValidationResult("KnowledgeBase:Access:OpenIdConnect:ClientId is missing: write the name this service has at the provider.", [nameof(ClientId)]);
        }
    }
}
