using System.ComponentModel.DataAnnotations;

namespace KnowledgeBase.Api.Settings;

/// <summary>Settings under <c>KnowledgeBase:Images</c>.</summary>
public sealed class ImagesOptions : IValidatableObject
{
    /// <summary>Other sites whose images articles may show, like https://cdn.example.com; default none: their images are links.</summary>
    public IList<string> Origins { get; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Origins
        .Where(o => !(Uri.TryCreate(o, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.GetLeftPart(UriPartial.Authority).Equals(o, StringComparison.OrdinalIgnoreCase)))
        .Select(o => new ValidationResult($"KnowledgeBase:Images:Origins: '{o}' is no site. Write it like https://cdn.example.com, without a path.", [nameof(Origins)]));
}
