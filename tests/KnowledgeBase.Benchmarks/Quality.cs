using System.Globalization;
using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;

namespace KnowledgeBase.Benchmarks;

/// <summary>Measures every pipeline on every dataset and says what each kind of evidence is worth, as one page of Markdown.</summary>
internal static class Quality
{
    private static readonly Dictionary<string, string> Published = new(StringComparer.Ordinal)
    {
        ["npm_support"] = "plain BM25 .435, hit@3 .56",
        ["tb_support"] = "popularity .30, nearest resolved tickets .53",
        ["stackfaq"] = "BM25 with stems .726; Elasticsearch MAP .6648",
        ["scifact"] = "BM25 .676, instructor-xl .636, SGPT-5.8B .747",
        ["cranfield"] = "BM25 MAP .40 to .42",
        ["hint3_sofmattress"] = "Dialogflow at its best threshold: in scope .719, silence .645, mcc .638",
    };

    public static int Run(string[] args)
    {
        int at = Array.IndexOf(args, "--out");
        string? file = at < 0 || at + 1 == args.Length ? null : args[at + 1];
        string[] folders = [.. args.Where((_, i) => at < 0 || (i != at && i != at + 1))];
        if (folders.Length == 0)
        {
            Console.Error.WriteLine("Use: quality [--out FILE] DATASET_DIR…");
            return 2;
        }

        var results = folders.Select(f => Evaluation.Run(Dataset.Read(f), [], Evaluation.PipelineNames, RankingModel.Shipped(), Console.Error.WriteLine, ablate: true)).ToList();
        string page = Page(results);
        Console.WriteLine(page);
        if (file is not null)
        {
            File.WriteAllText(file, page);
        }

        return 0;
    }

    private static string Page(List<EvaluationResult> results)
    {
        var lines = new List<string>
        {
            "# Quality",
            "",
            "`dotnet run -c Release --project tests/KnowledgeBase.Benchmarks -- quality --out tests/KnowledgeBase.Benchmarks/results/quality.md DATASET_DIR…`",
            "",
            "Shipped models, default settings; what a set's own tickets teach is learned first, from its questions nothing is. nDCG@10:",
            "",
            $"| set | articles | tickets | questions | {string.Join(" | ", Evaluation.PipelineNames)} | ranked p@1 | hit@3 | published |",
            $"|---|---|---|---|{string.Concat(Evaluation.PipelineNames.Select(_ => "---|"))}---|---|---|",
        };
        lines.AddRange(results.Select(r =>
            $"| {r.Dataset} | {r.Articles} | {r.Tickets} | {r.Queries} | {string.Join(" | ", Evaluation.PipelineNames.Select(p => Share(r.Pipelines[p].Ndcg10)))} | {Share(r.Pipelines["ranked"].P1)} | {Share(r.Pipelines["ranked"].Hit3)} | {Published.GetValueOrDefault(r.Dataset, "")} |"));
        lines.AddRange(["", "Decisions at the default cut-off (ece: expected calibration error of the first result's probability, ten bins of equal mass; the last column: what it would be on average if the probabilities were exactly true, by chance alone):", "",
            "| set | in scope, right and shown | silent where nothing answers | mcc | answered | of which right | ece | if they were true |", "|---|---|---|---|---|---|---|---|"]);
        lines.AddRange(results.Select(r => r.Decision!).Zip(results, (d, r) =>
            $"| {r.Dataset} | {Share(d.InScopeAccuracy)} | {Share(d.SilenceOutOfScope)} | {Share(d.Mcc)} | {Share(d.Coverage)} | {Share(d.Precision)} | {Share(d.Ece)} | {Share(d.EceOfTruth)} |"));
        string[] taken = [.. results[0].Without.Keys];
        lines.AddRange(["", "What each kind of evidence is worth: nDCG@10 of `ranked` less what it is without it. Nothing is trained again; without the learned ranking the shipped one ranks, without the adapted embedding the shipped one places.", "",
            $"| set | {string.Join(" | ", taken)} |", $"|---|{string.Concat(taken.Select(_ => "---|"))}"]);
        lines.AddRange(results.Select(r =>
            $"| {r.Dataset} | {string.Join(" | ", taken.Select(t => (r.Pipelines["ranked"].Ndcg10 - r.Without[t].Ndcg10).ToString("+.000;-.000;0", CultureInfo.InvariantCulture)))} |"));
        return string.Join('\n', lines) + "\n";
    }

    private static string Share(double? value) => value is { } v ? v.ToString(".000", CultureInfo.InvariantCulture) : "";
}
