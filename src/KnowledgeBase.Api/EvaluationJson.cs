using KnowledgeBase.Learning;

namespace KnowledgeBase.Api;

/// <summary>An evaluation in the JSON that checks outside rely on.</summary>
internal static class EvaluationJson
{
    public static object Of(EvaluationResult result) => new
    {
        result.Dataset,
        result.Articles,
        result.Tickets,
        result.Queries,
        result.Seconds,
        Pipelines = result.Pipelines.ToDictionary(p => p.Key, p => new Dictionary<string, double>
        {
            ["ndcg@10"] = p.Value.Ndcg10,
            ["mrr@10"] = p.Value.Mrr10,
            ["map"] = p.Value.Map,
            ["p@1"] = p.Value.P1,
            ["hit@3"] = p.Value.Hit3,
            ["recall@10"] = p.Value.Recall10,
            ["recall@100"] = p.Value.Recall100,
            ["msP50"] = p.Value.MsP50,
            ["msP99"] = p.Value.MsP99,
        }),
        result.Decision,
    };
}
