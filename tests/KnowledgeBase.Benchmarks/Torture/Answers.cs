using System.Text.Json.Nodes;

namespace KnowledgeBase.Benchmarks.Torture;

/// <summary>Asks a node and judges what it says.</summary>
internal static class Answers
{
    /// <summary>What of <paramref name="certain"/> the index of the node does not say as the store does, asked by the words of each article.</summary>
    public static async Task<List<string>> Wrong(ServiceProcess node, IEnumerable<KeyValuePair<string, string?>> certain)
    {
        var wrong = new List<string>();
        string prefix = Ledger.Article("");
        foreach (var (name, content) in certain.Where(c => c.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            string id = name[prefix.Length..];
            string question = content is null ? $"How do I mend {id}?" : content.Split(' ')[1];
            var found = JsonNode.Parse((await node.Search(question)).ToString()!)!["articles"]!.AsArray();
            bool right = content is null
                ? found.All(a => (string)a!["id"]! != id)
                : found.Count > 0 && (string)found[0]!["id"]! == id && ((string)found[0]!["snippet"]!).Contains(question, StringComparison.Ordinal);
            if (!right)
            {
                wrong.Add($"asked '{question}' the index does not say of {id} what the store says");
            }
        }

        return wrong;
    }

    /// <summary>All answers of the node to the questions as one text, without the name of each query.</summary>
    public static async Task<string> Of(ServiceProcess node, IEnumerable<string> questions, long? after = null)
    {
        var answers = new List<string>();
        foreach (string question in questions)
        {
            var answer = JsonNode.Parse((await node.Search(question, after)).ToString()!)!;
            answer.AsObject().Remove("queryId");
            answers.Add(answer.ToJsonString());
        }

        return string.Join('\n', answers);
    }
}
