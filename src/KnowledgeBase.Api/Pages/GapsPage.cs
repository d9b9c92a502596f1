using System.Globalization;
using KnowledgeBase.Learning;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using KnowledgeBase.Text;

namespace KnowledgeBase.Api.Pages;

/// <summary>"People asked for this and found nothing": what an article is missing for.</summary>
internal static class GapsPage
{
    private const int Texts = 500;
    private const int Shown = 40;
    private const int Also = 4;
    private static readonly TimeSpan Span = TimeSpan.FromDays(90);

    public static IResult Get(Engine engine, SearchLog log, TimeProvider time)
    {
        var gaps = Find(engine, log, time).Take(Shown).ToList();
        return Layout.Workplace(WriteWords.Gaps, Place.Write, Html.Of(
            $"""
            <h1 class="hidden">{WriteWords.Gaps}</h1>
            {WritePages.Tabs("/write/gaps")}
            {(gaps.Count == 0 ? Html.Of($"""<p class="empty">{WriteWords.NoGaps}</p>""") : Html.Of($"""<p class="hint">{WriteWords.GapsHint}</p><ol class="rows gaps">{Html.Each(gaps, Row)}</ol>"""))}
            """));
    }

    /// <summary>The gap with this text among its own, or null.</summary>
    public static Gap? Of(Engine engine, SearchLog log, TimeProvider time, string text) =>
        Find(engine, log, time).FirstOrDefault(g => g.Texts.Any(t => string.Equals(t.Text, text.Trim(), StringComparison.OrdinalIgnoreCase)));

    private static IReadOnlyList<Gap> Find(Engine engine, SearchLog log, TimeProvider time)
    {
        log.Flush();
        var since = time.GetUtcNow() - Span;
        var searched = engine.Store.FruitlessSearches(since, Texts).Where(f => !Insults.In(f.Text)).Select(f => new UnansweredText(f.Text, f.Count, f.Last));
        var asked = engine.Store.Questions(QuestionState.Open, Texts).Where(q => q.Created >= since && !Insults.In(q.Subject + "\n" + q.Text))
            .Select(q => new UnansweredText(q.Subject.Length > 0 ? q.Subject : Short(q.Text), 1, q.Created));
        return Gaps.Of(
            [.. searched.Concat(asked).GroupBy(t => t.Text.Trim(), StringComparer.OrdinalIgnoreCase).Select(g => new UnansweredText(g.Key, g.Sum(t => t.Count), g.Max(t => t.Last)))],
            engine.Index.Embedding as StaticEmbedding ?? StaticEmbedding.Default);
    }

    private static Html Row(Gap gap) => Html.Of(
        $"""
        <li><div><h2><bdi>{Short(gap.Texts[0].Text)}</bdi></h2><p class="hint">{WriteWords.Asked} {WriteWords.Times(gap.Count)}, {gap.Last.ToString("d MMM", CultureInfo.InvariantCulture)}</p>
        {Html.When(gap.Texts.Count > 1, () => Html.Of($"""<p class="hint">{WriteWords.Also} {Html.Row(" · ", gap.Texts.Skip(1).Take(Also).Select(t => Short(t.Text)))}</p>"""))}</div>
        <a class="button" href="/write/new?gap={Uri.EscapeDataString(gap.Texts[0].Text)}">{WriteWords.Write}</a></li>
        """);

    private static string Short(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
