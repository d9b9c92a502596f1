using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using KnowledgeBase.Text;

namespace KnowledgeBase.Ranking;

/// <summary>
/// What the questions that each article has answered have in common, and those of other articles have not: a linear classifier of how a question is worded.
/// Unlike votes, it has weighed which words tell articles apart.
/// </summary>
public sealed class QuestionClassifier
{
    private readonly Dictionary<string, int> rows;

    /// <summary>A classifier of questions to <paramref name="articles"/>.</summary>
    /// <param name="articles">Ids of the articles.</param>
    /// <param name="weights">A row of <see cref="QuestionGrams.Dimensions"/> signed bytes for each.</param>
    /// <param name="scales">What each row is multiplied by.</param>
    [JsonConstructor]
    public QuestionClassifier(string[] articles, byte[] weights, float[] scales)
    {
        if (scales.Length != articles.Length || weights.Length != articles.Length * QuestionGrams.Dimensions)
        {
            throw new InvalidDataException($"A classifier of {articles.Length} articles has {weights.Length} weights and {scales.Length} scales. Train it again with `train`.");
        }

        (Articles, Weights, Scales) = (articles, weights, scales);
        rows = articles.Select((id, row) => (id, row)).ToDictionary(a => a.id, a => a.row, StringComparer.Ordinal);
    }

    /// <summary>Ids of the articles it knows.</summary>
    public string[] Articles { get; }

    /// <summary>A row of signed bytes for each article.</summary>
    public byte[] Weights { get; }

    /// <summary>What each row is multiplied by.</summary>
    public float[] Scales { get; }

    /// <summary>How much a question worded like <paramref name="grams"/> is one for <paramref name="article"/>: near 1 when it surely is, near 0 when not or when nothing is known of the article.</summary>
    public float Score(QuestionGrams grams, string article) =>
        rows.TryGetValue(article, out int row)
            ? Scales[row] * grams.Dot(MemoryMarshal.Cast<byte, sbyte>(Weights.AsSpan(row * QuestionGrams.Dimensions, QuestionGrams.Dimensions)))
            : 0;

    /// <summary>Scores of articles for one question.</summary>
    public Func<string, float> Of(AnalyzedText question)
    {
        var grams = QuestionGrams.Of(question);
        return article => Score(grams, article);
    }
}
