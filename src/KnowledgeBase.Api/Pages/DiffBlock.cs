using KnowledgeBase.Articles;

namespace KnowledgeBase.Api.Pages;

/// <summary>The difference of two texts, long stretches of what stayed left out.</summary>
internal static class DiffBlock
{
    private const int Around = 2;

    /// <summary>The lines; <paramref name="label"/> says what the colours mean.</summary>
    public static Html Of(string before, string after, string label)
    {
        var lines = TextDiff.Lines(before.TrimEnd(), after.TrimEnd());
        if (lines.All(l => l.Kind == LineKind.Same))
        {
            return Html.Of($"""<p class="empty">{WriteWords.SameTexts}</p>""");
        }

        bool[] near = new bool[lines.Count];
        for (int i = 0; i < lines.Count; i++)
        {
            for (int n = Math.Max(0, i - Around); n <= Math.Min(lines.Count - 1, i + Around) && !near[i]; n++)
            {
                near[i] = lines[n].Kind != LineKind.Same;
            }
        }

        return Html.Of(
            $"""<p class="hint">{label}</p>{Block(label, Html.Each(lines.Index(), l => near[l.Index] ? Line(l.Item) : l.Index > 0 && near[l.Index - 1] ? new Html("<p class=\"left-out\">…</p>") : Html.Empty))}""");
    }

    /// <summary>All lines of a text that nothing came before.</summary>
    public static Html Whole(string text, string label) =>
        Block(label, Html.Each(text.TrimEnd().Split('\n'), l => Line(new DiffLine(LineKind.Same, l))));

    private static Html Block(string label, Html lines) => Html.Of($"""<div class="diff" tabindex="0" role="group" aria-label="{label}">{lines}</div>""");

    private static Html Line(DiffLine line) => line.Kind switch
    {
        LineKind.Added => Html.Of($"<ins>{line.Text}&nbsp;</ins>"),
        LineKind.Removed => Html.Of($"<del>{line.Text}&nbsp;</del>"),
        _ => Html.Of($"<p>{line.Text}&nbsp;</p>"),
    };
}
