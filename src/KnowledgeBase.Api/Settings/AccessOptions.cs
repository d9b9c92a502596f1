using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api.Settings;

/// <summary>Settings under <c>KnowledgeBase:Access</c>.</summary>
public sealed class AccessOptions
{
    /// <summary>Whether requests from this machine need no key while the service listens on loopback only; default true. Set it to false behind a proxy.</summary>
    public bool TrustLocal { get; set; } = true;

    /// <summary>Sign-in by the accounts of an organization.</summary>
    [ValidateObjectMembers]
    public OpenIdConnectSettings OpenIdConnect { get; set; } = new();
}
