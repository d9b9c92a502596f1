using KnowledgeBase.Learning;
using KnowledgeBase.Semantics;
using KnowledgeBase.Semantics.Training;

namespace KnowledgeBase.Benchmarks;

/// <summary>What adaptation to a set's articles and tickets gives: <c>embed-adapt DIR… [--steps N] [--rate R]</c>.</summary>
internal static class EmbedAdapt
{
    public static int Run(string[] args)
    {
        var arguments = new Arguments(args);
        var general = arguments.Text("model") is { } file ? EmbedEval.Load(file) : StaticEmbedding.Default;
        var options = EmbeddingAdapter.Defaults with
        {
            Steps = arguments.Number("steps", EmbeddingAdapter.Defaults.Steps),
            Rate = arguments.Number("rate", EmbeddingAdapter.Defaults.Rate),
            Batch = arguments.Number("batch", EmbeddingAdapter.Defaults.Batch),
        };
        foreach (string folder in arguments.Rest)
        {
            var set = Dataset.Read(folder);
            var titles = set.Articles.ToDictionary(a => a.Article.Id, a => a.Article.Title, StringComparer.Ordinal);
            var pairs = set.Articles.SelectMany(a => CustomerPairs.Of(a.Article, a.Content))
                .Concat(set.Tickets.SelectMany(t => CustomerPairs.Of(t, titles.GetValueOrDefault))).ToList();
            long start = TimeProvider.System.GetTimestamp();
            var adapted = new EmbeddingAdapter(options, TimeProvider.System).Adapt(general, pairs);
            Console.WriteLine($"{set.Name}: {pairs.Count} pairs, {TimeProvider.System.GetElapsedTime(start).TotalSeconds:F1} s, {adapted.Vocabulary.Count - general.Vocabulary.Count} new terms");
            EmbedEval.Measure(set, [general, adapted], 0.3f);
        }

        return 0;
    }
}
