using KnowledgeBase.Semantics;

namespace KnowledgeBase.Learning;

/// <summary>Something people asked and got no answer to.</summary>
/// <param name="Text">What was asked, masked.</param>
/// <param name="Count">How often.</param>
/// <param name="Last">When last.</param>
public sealed record UnansweredText(string Text, long Count, DateTimeOffset Last);

/// <summary>What people ask in different words and no article answers.</summary>
/// <param name="Texts">What was asked, most frequent first.</param>
/// <param name="Count">How often, all together.</param>
/// <param name="Last">When last.</param>
public sealed record Gap(IReadOnlyList<UnansweredText> Texts, long Count, DateTimeOffset Last);

/// <summary>Groups what was asked in vain by what it means.</summary>
public static class Gaps
{
    private const float Near = 0.6f; // cosine to the group's most frequent text; paraphrases of one question lie above it in the shipped embedding

    /// <summary>The groups, largest first.</summary>
    public static IReadOnlyList<Gap> Of(IEnumerable<UnansweredText> texts, StaticEmbedding embedding)
    {
        var groups = new List<(float[] Leader, List<UnansweredText> Texts)>();
        foreach (var text in texts.OrderByDescending(t => t.Count).ThenByDescending(t => t.Last))
        {
            var vector = new float[embedding.Dimensions];
            bool placed = embedding.Encode(text.Text, vector);
            var best = placed ? groups.Select(g => (Group: g, Cosine: System.Numerics.Tensors.TensorPrimitives.Dot<float>(g.Leader, vector))).DefaultIfEmpty().MaxBy(g => g.Cosine) : default;
            if (best.Cosine >= Near)
            {
                best.Group.Texts.Add(text);
            }
            else
            {
                groups.Add((placed ? vector : new float[embedding.Dimensions], [text]));
            }
        }

        return [.. groups.Select(g => new Gap(g.Texts, g.Texts.Sum(t => t.Count), g.Texts.Max(t => t.Last))).OrderByDescending(g => g.Count).ThenByDescending(g => g.Last)];
    }
}
