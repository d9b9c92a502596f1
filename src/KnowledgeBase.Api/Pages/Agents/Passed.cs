using System.Globalization;

namespace KnowledgeBase.Api.Pages.Agents;

/// <summary>How long ago something was, in a word.</summary>
internal static class Passed
{
    public static Html Since(DateTimeOffset at, DateTimeOffset now) =>
        Html.Of($"""<time datetime="{at.ToString("O", CultureInfo.InvariantCulture)}">{Words(now - at, at)}</time>""");

    private static string Words(TimeSpan ago, DateTimeOffset at) => ago switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } => $"{(int)ago.TotalMinutes} min ago",
        { TotalDays: < 1 } => $"{(int)ago.TotalHours} h ago",
        { TotalDays: < 14 } => $"{(int)ago.TotalDays} d ago",
        _ => at.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
    };
}
