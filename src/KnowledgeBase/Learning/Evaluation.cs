using System.Diagnostics;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Learning;

/// <summary>Quality of one pipeline over the answerable questions of a set; shares from 0 to 1, times in milliseconds.</summary>
public sealed record PipelineQuality(
    double Ndcg10, double Mrr10, double Map, double P1, double Hit3, double Recall10, double Recall100, double MsP50, double MsP99);

/// <summary>What an evaluation found.</summary>
/// <param name="Dataset">Name of the set.</param>
/// <param name="Articles">Articles taken in.</param>
/// <param name="Tickets">Tickets learned from.</param>
/// <param name="Queries">Questions asked.</param>
/// <param name="Seconds">Wall time of all of it.</param>
/// <param name="Pipelines">Quality by pipeline.</param>
/// <param name="Decision">Decisions of the ranked pipeline, when it ran.</param>
/// <param name="Without">Quality of the ranked pipeline by what was taken away from it; empty unless asked for.</param>
public sealed record EvaluationResult(
    string Dataset, int Articles, int Tickets, int Queries, double Seconds, IReadOnlyDictionary<string, PipelineQuality> Pipelines, DecisionQuality? Decision,
    IReadOnlyDictionary<string, PipelineQuality> Without);

/// <summary>Measures the pipelines on a dataset: learns from its tickets, never from its questions.</summary>
public static class Evaluation
{
    /// <summary>The pipelines there are, from plain to full.</summary>
    public static IReadOnlyList<string> PipelineNames { get; } = ["bm25", "lexical", "semantic", "hybrid", "ranked"];

    /// <summary>Runs <paramref name="pipelines"/> over <paramref name="dataset"/>; <paramref name="also"/> are further articles indexed beside its own. To <paramref name="ablate"/> is to rank again without each kind of evidence, and without what was learned.</summary>
    public static EvaluationResult Run(
        Dataset dataset, IReadOnlyList<DatasetArticle> also, IReadOnlyList<string> pipelines, RankingModel prior, Action<string>? progress = null, bool ablate = false)
    {
        long start = Stopwatch.GetTimestamp();
        progress?.Invoke($"indexing {dataset.Articles.Count + also.Count} articles and {dataset.Tickets.Count} tickets");
        List<DatasetArticle> articles = [.. dataset.Articles, .. also];
        var learned = Adaptation.Learn(articles, dataset.Tickets, prior, TimeProvider.System, progress);
        using var replay = Replay.Of(articles, dataset.Tickets, learned.Embedding);
        var ranker = new Ranker(learned.Model);
        var results = new Dictionary<string, PipelineQuality>();
        DecisionQuality? decision = null;
        foreach (string name in pipelines)
        {
            progress?.Invoke($"{name}: {dataset.Queries.Count} questions");
            var run = Ask(dataset, text => Ranking(name, text, replay, ranker));
            results[name] = run.Quality();
            decision = name == "ranked" ? DecisionQuality.Of(run.Decisions) : decision;
        }

        return new EvaluationResult(
            dataset.Name, dataset.Articles.Count + also.Count, dataset.Tickets.Count, dataset.Queries.Count, Stopwatch.GetElapsedTime(start).TotalSeconds, results, decision,
            ablate ? Ablated(dataset, articles, replay, learned, prior, progress) : new Dictionary<string, PipelineQuality>());
    }

    private static Dictionary<string, PipelineQuality> Ablated(
        Dataset dataset, List<DatasetArticle> articles, Replay replay, Learned learned, RankingModel prior, Action<string>? progress)
    {
        var without = new Dictionary<string, PipelineQuality>();
        var ranker = new Ranker(learned.Model);
        foreach (var evidence in Evidence.All)
        {
            progress?.Invoke($"without {evidence.Name}");
            without[evidence.Name] = Ask(dataset, text => Ranked(text, replay, ranker, evidence)).Quality();
        }

        progress?.Invoke("without what was learned");
        without["learned ranking"] = Ask(dataset, text => Ranked(text, replay, new Ranker(prior))).Quality();
        using var general = Replay.Of(articles, dataset.Tickets, StaticEmbedding.Default);
        without["adapted embedding"] = Ask(dataset, text => Ranked(text, general, ranker)).Quality();
        return without;
    }

    private static Measured Ask(Dataset dataset, Func<string, (List<string> Ids, double Probability, double Cutoff)> answer)
    {
        var run = new Measured();
        foreach (var query in dataset.Queries)
        {
            run.Add(query, () => answer(query.Text));
        }

        return run;
    }

    private static (List<string> Ids, double Probability, double Cutoff) Ranking(string pipeline, string text, Replay replay, Ranker ranker)
    {
        if (pipeline == "ranked")
        {
            return Ranked(text, replay, ranker);
        }

        var question = Question.Of(text);
        if (pipeline == "bm25")
        {
            var hits = LexicalSearch.Search(replay.Index, replay.Index.Postings.Whole, question, 1000);
            return ([.. hits.Select(h => h.Owner.Article.Id)], 0, 1);
        }

        var views = pipeline switch
        {
            "lexical" => Fusion.Views.Lexical,
            "semantic" => Fusion.Views.Semantic,
            _ => Fusion.Views.Lexical | Fusion.Views.Semantic,
        };
        return ([.. replay.Retriever.Find(question, Viewer.Agent, views).Candidates.Select(c => c.Article.Article.Id)], 0, 1);
    }

    private static (List<string> Ids, double Probability, double Cutoff) Ranked(string text, Replay replay, Ranker ranker, Evidence? without = null)
    {
        var retrieved = replay.Retriever.Find(Question.Of(text), Viewer.Agent, Fusion.Views.All & ~(without?.Views ?? Fusion.Views.None));
        var ranked = Versions.Collapse(ranker.Rank(retrieved, replay.Retriever, without?.Features), text);
        var ids = ranked.Select(r => r.Candidate.Article.Article.Id).ToList();
        ids.AddRange(retrieved.Candidates.Select(c => c.Article.Article.Id).Except(ids).ToList());
        return (ids, ranked.Count == 0 ? 0 : ranked[0].Probability, ranker.Cutoff);
    }

    private sealed class Measured
    {
        private readonly List<double[]> values = [];
        private readonly List<double> times = [];

        public List<Decision> Decisions { get; } = [];

        public void Add(DatasetQuery query, Func<(List<string> Ids, double Probability, double Cutoff)> run)
        {
            long start = Stopwatch.GetTimestamp();
            var (ids, probability, cutoff) = run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            string? first = ids.Count == 0 ? null : ids[0];
            Decisions.Add(new Decision(probability, probability >= cutoff ? first : null, first, query.Judged));
            if (query.Judged.Count > 0)
            {
                values.Add([
                    RetrievalMetrics.Ndcg(ids, query.Judged, 10), RetrievalMetrics.ReciprocalRank(ids, query.Judged, 10),
                    RetrievalMetrics.AveragePrecision(ids, query.Judged), RetrievalMetrics.Hit(ids, query.Judged, 1), RetrievalMetrics.Hit(ids, query.Judged, 3),
                    RetrievalMetrics.Recall(ids, query.Judged, 10), RetrievalMetrics.Recall(ids, query.Judged, 100)]);
            }
        }

        public PipelineQuality Quality()
        {
            double Mean(int i) => values.Count == 0 ? 0 : values.Average(v => v[i]);
            times.Sort();
            double Percentile(double p) => times.Count == 0 ? 0 : times[(int)Math.Min(times.Count - 1, p * times.Count)];
            return new PipelineQuality(Mean(0), Mean(1), Mean(2), Mean(3), Mean(4), Mean(5), Mean(6), Percentile(0.5), Percentile(0.99));
        }
    }
}
