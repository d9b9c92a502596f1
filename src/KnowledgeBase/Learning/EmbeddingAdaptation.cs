using KnowledgeBase.Articles;
using KnowledgeBase.Semantics;
using KnowledgeBase.Semantics.Training;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Learning;

/// <summary>An embedding adapted to a customer.</summary>
/// <param name="Blind">Has not seen the held-back questions and the later tickets, so that a ranking can learn from them.</param>
/// <param name="Full">Has seen all there is: the one to serve.</param>
/// <param name="Trial">How the blind one did; null when there was too little to learn from.</param>
public sealed record AdaptedEmbedding(StaticEmbedding Blind, StaticEmbedding Full, Trial? Trial = null);

/// <summary>Teaches the embedding a customer's own language, and keeps what it learned only if that finds held-back pairs of the customer better.</summary>
public static class EmbeddingAdaptation
{
    /// <summary>How many of <paramref name="tickets"/>, the oldest, teach the embedding; the later ones check it, then teach the ranking. Few tickets are worth more to the ranking.</summary>
    public static int Teaching(int tickets) => tickets < 1_000 ? 0 : (int)(0.6 * tickets);

    /// <summary>Fewer pairs than this teach nothing reliable.</summary>
    public const int MinPairs = 200;

    private const int CheckEvery = 10; // every tenth heading checks
    private const int MostChecks = 1_000;

    private const float RarityExponent = 0.4f; // the recipe's .3 to .5, for the embedding as it is shipped: adapting learns by itself which words say little

    /// <summary>Adapts <paramref name="shipped"/> to <paramref name="articles"/> and <paramref name="tickets"/> (oldest first); both are <paramref name="shipped"/> with rare words weighted up when that is no better.</summary>
    public static AdaptedEmbedding Learn(
        StaticEmbedding shipped, IReadOnlyList<DatasetArticle> articles, IReadOnlyList<Ticket> tickets, TimeProvider time, Action<string>? progress = null, CancellationToken cancel = default)
    {
        var general = articles.Count < 2 ? shipped : shipped.Reweight(CorpusIdf.Of(articles.Select(a => a.Article.Title + "\n" + a.Content.Text)), RarityExponent);
        var titles = articles.ToDictionary(a => a.Article.Id, a => a.Article.Title, StringComparer.Ordinal);
        var own = HeldBack.Without(articles).SelectMany(a => CustomerPairs.Of(a.Article, a.Content)).ToList();
        var (teach, check) = Split(own);
        int border = Teaching(tickets.Count);
        teach.AddRange(tickets.Take(border).SelectMany(t => CustomerPairs.Of(t, titles.GetValueOrDefault)));
        check.AddRange(tickets.Skip(border).SelectMany(t => CustomerPairs.Of(t, titles.GetValueOrDefault)).Where(p => p.Kind == "s"));
        check.AddRange(HeldBack.Of(articles).Select(h => new TrainingPair("questions", "q", h.Question, titles[h.Article])));
        if (teach.Count < MinPairs || check.Count == 0)
        {
            progress?.Invoke($"{teach.Count} pairs: the general embedding stays (from {MinPairs} on it adapts)");
            return new AdaptedEmbedding(general, general);
        }

        check = Spread(check, MostChecks);
        var adapted = new EmbeddingAdapter(EmbeddingAdapter.Defaults, time).Adapt(shipped, teach, cancel: cancel);
        double before = MeanReciprocalRank(general, check), after = MeanReciprocalRank(adapted, check);
        progress?.Invoke($"embedding adapted to {teach.Count} pairs: mean reciprocal rank {before:F3} before, {after:F3} after on {check.Count} held back");
        var trial = new Trial("embedding", check.Count, before, after, after > before);
        if (!trial.Kept)
        {
            return new AdaptedEmbedding(general, general, trial);
        }

        if (tickets.Count == 0 && !HeldBack.Of(articles).Any())
        {
            return new AdaptedEmbedding(adapted, adapted, trial);
        }

        cancel.ThrowIfCancellationRequested();
        var all = articles.SelectMany(a => CustomerPairs.Of(a.Article, a.Content)).Concat(tickets.SelectMany(t => CustomerPairs.Of(t, titles.GetValueOrDefault)));
        return new AdaptedEmbedding(adapted, new EmbeddingAdapter(EmbeddingAdapter.Defaults, time).Adapt(shipped, all, cancel: cancel), trial);
    }

    /// <summary>Mean reciprocal rank of each pair's right side among all right sides, asked by its left side; 0 to 1.</summary>
    public static double MeanReciprocalRank(StaticEmbedding embedding, IReadOnlyList<TrainingPair> pairs)
    {
        var rights = pairs.Select(p => p.Right).Distinct(StringComparer.Ordinal).ToList();
        var places = rights.Select((right, i) => (right, i)).ToDictionary(p => p.right, p => p.i, StringComparer.Ordinal);
        var vectors = new QuantizedVectors(embedding.Dimensions);
        var exact = new float[embedding.Dimensions];
        foreach (string right in rights)
        {
            embedding.Encode(right, exact);
            vectors.Add(exact);
        }

        var vector = new sbyte[embedding.Dimensions];
        double sum = 0;
        foreach (var pair in pairs)
        {
            float scale = embedding.Encode(pair.Left, exact) ? Int8.Quantize(exact, vector) : 0;
            float own = vectors.Score(vector, scale, places[pair.Right]);
            int rank = 1;
            for (int i = 0; i < rights.Count; i++)
            {
                rank += vectors.Score(vector, scale, i) > own ? 1 : 0;
            }

            sum += scale == 0 ? 0 : 1.0 / rank;
        }

        return pairs.Count == 0 ? 0 : sum / pairs.Count;
    }

    // A held-back left side must not teach through another of its pairs. Titles check only where there is nothing else.
    private static (List<TrainingPair> Teach, List<TrainingPair> Check) Split(List<TrainingPair> pairs)
    {
        string kind = pairs.Exists(p => p.Kind == "h") ? "h" : "t";
        var held = pairs.Where(p => p.Kind == kind).Select(p => p.Left).Distinct(StringComparer.Ordinal)
            .Where((_, i) => i % CheckEvery == 0).ToHashSet(StringComparer.Ordinal);
        return (pairs.FindAll(p => !held.Contains(p.Left)), pairs.FindAll(p => held.Contains(p.Left)));
    }

    private static List<TrainingPair> Spread(List<TrainingPair> pairs, int most) =>
        pairs.Count <= most ? pairs : [.. Enumerable.Range(0, most).Select(i => pairs[(int)((long)i * pairs.Count / most)])];
}
