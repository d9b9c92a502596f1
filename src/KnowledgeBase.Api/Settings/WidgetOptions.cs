using System.ComponentModel.DataAnnotations;

namespace KnowledgeBase.Api.Settings;

/// <summary>Settings under <c>KnowledgeBase:Widget</c>.</summary>
public sealed class WidgetOptions : IValidatableObject
{
    /// <summary>Sites whose pages may show the widget, like https://www.example.com; default none.</summary>
    public IList<string> Origins { get; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Origins
        .Where(o => !Uri.TryCreate(o, UriKind.Absolute, out var uri) || o != uri.GetLeftPart(UriPartial.Authority))
        .Select(o => new ValidationResult($"KnowledgeBase:Widget:Origins holds '{o}': write scheme and host only, like https://www.example.com.", [nameof(Origins)]));
}
