using System.ComponentModel.DataAnnotations;

namespace KnowledgeBase.Api.Settings;

/// <summary>Settings under <c>KnowledgeBase:Webhook</c>.</summary>
public sealed class WebhookOptions : IValidatableObject
{
    private const int ShortestSecret = 16;

    /// <summary>Address that is told of each new question by POST; empty for none.</summary>
    public string Url { get; set; } = "";

    /// <summary>What the requests are signed with, at least 16 characters.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Whether the address may be inside: this machine, a private network; default false.</summary>
    public bool AllowInside { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url.Length > 0 && !(Uri.TryCreate(Url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https")))
        {
            yield return new ValidationResult("KnowledgeBase:Webhook:Url is no http or https address.", [nameof(Url)]);
        }

        if (Url.Length > 0 && Secret.Length < ShortestSecret)
        {
            yield return new ValidationResult($"KnowledgeBase:Webhook:Secret needs at least {ShortestSecret} characters.", [nameof(Secret)]);
        }
    }
}
