using System.Globalization;

namespace KnowledgeBase.Api.Pages;

/// <summary>A day's bar, its parts one on the other.</summary>
internal sealed record Bar(string Label, long Lower, long Upper);

/// <summary>A plain chart of bars by day, drawn here: no script, no style of its own. The figures stand in a table below it.</summary>
internal static class BarChart
{
    private const int Height = 100;
    private const int Width = 10; // of a bar with its gap, in units of the drawing, which stretches

    /// <summary>The chart; <paramref name="upper"/> is null when bars have one part only.</summary>
    public static Html Of(string title, string lower, string? upper, IReadOnlyList<Bar> bars)
    {
        long most = Math.Max(1, bars.Max(b => b.Lower + b.Upper)), low = bars.Sum(b => b.Lower), high = bars.Sum(b => b.Upper);
        string said = upper is null ? $"{title}: {low:N0}" : $"{title}: {lower} {low:N0}, {upper} {high:N0}";
        return Html.Of(
            $"""
            <figure class="chart"><figcaption><b>{title}</b> {Key("low", lower, low)}{(upper is null ? Html.Empty : Key("high", upper, high))}</figcaption>
            {(low + high == 0 ? Html.Of($"""<p class="empty">{AdminWords.Nothing}</p>""") : Html.Of($"""
            <p class="most">{most.ToString("N0", CultureInfo.InvariantCulture)}</p>
            <svg viewBox="0 0 {bars.Count * Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{said}">{Html.Each(bars.Index(), b => Parts(b.Item, b.Index, most))}</svg>
            """))}
            <p class="ends"><span>{bars[0].Label}</span><span>{bars[^1].Label}</span></p></figure>
            """);
    }

    private static Html Key(string part, string name, long sum) => Html.Of($"""<span class="key {part}">{name} {sum.ToString("N0", CultureInfo.InvariantCulture)}</span>""");

    private static Html Parts(Bar bar, int at, long most)
    {
        double low = (double)bar.Lower / most * Height, high = (double)bar.Upper / most * Height;
        string said = bar.Upper > 0 ? $"{bar.Label}: {bar.Lower} + {bar.Upper}" : $"{bar.Label}: {bar.Lower}";
        return Html.Of($"""<g><title>{said}</title>{Part("low", at, Height - low, low)}{Part("high", at, Height - low - high, high)}</g>""");
    }

    private static Html Part(string name, int at, double top, double height) => Html.When(height > 0, () => Html.Of(
        $"""<rect class="{name}" x="{at * Width + 1}" y="{top.ToString("0.##", CultureInfo.InvariantCulture)}" width="{Width - 2}" height="{height.ToString("0.##", CultureInfo.InvariantCulture)}"/>"""));
}
