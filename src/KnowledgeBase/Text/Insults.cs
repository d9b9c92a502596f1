using System.Text.RegularExpressions;

namespace KnowledgeBase.Text;

/// <summary>Tells whether a message insults or threatens somebody, so that nobody has to read it unprepared. It is wrong now and then: it folds, it never deletes.</summary>
public static partial class Insults
{
    private const float Sure = 0.35f; // a page folded for nothing costs a click, an insult unprepared costs more
    private const int MostSentences = 200;

    private static readonly Lazy<ConductModel> Model = new(() => ConductModel.Learn(Examples()));

    /// <summary>True when a sentence of <paramref name="text"/> holds an insult or a threat.</summary>
    public static bool In(string text)
    {
        int sentences = 0;
        foreach (var range in End().EnumerateSplits(text))
        {
            if (!text.AsSpan(range).IsWhiteSpace() && Model.Value.Probability(text[range]) >= Sure)
            {
                return true;
            }

            if (++sentences == MostSentences)
            {
                break;
            }
        }

        return false;
    }

    /// <summary>What it learned from: sentences of our own, abusive, angry and fine, and neither; and everyday questions.</summary>
    public static IReadOnlyList<ConductExample> Examples()
    {
        return
        [
            .. Lines("conduct.tsv").Select(line => line.Split('\t')).Select(p => new ConductExample(p[1], p[2], p[0] == "abusive")),
            .. Lines("off-topic.txt").Select(line => new ConductExample("everyday", line, false)),
        ];
    }

    private static string[] Lines(string resource)
    {
        using var stream = typeof(Insults).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The engine was built without {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    [GeneratedRegex(@"(?<=[.!?])\s+|\n")]
    private static partial Regex End();
}
