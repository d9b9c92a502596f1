using System.Text.Json.Nodes;

namespace KnowledgeBase.Benchmarks.Torture;

/// <summary>Asks a node and judges what it says.</summary>
internal static class Answers
{
    private const double Rounding = 0.0001;
    private const int Patience = 20; // times

    /// <summary>What of <paramref name="certain"/> the index of the node does not say as the store does, asked by the words of each article.</summary>
    public static async Task<List<string>> Wrong(ServiceProcess node, IEnumerable<KeyValuePair<string, string?>> certain)
    {
        var wrong = new List<string>();
        string prefix = Ledger.Article("");
        foreach (var (name, content) in certain.Where(c => c.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            string id = name[prefix.Length..];
            string question = content is null ? $"How do I mend {id}?" : content.Split(' ')[1];
            var found = (await Asked(node, question))["articles"]!.AsArray();
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

    /// <summary>What the node says to each question.</summary>
    public static async Task<List<JsonNode>> Of(ServiceProcess node, IEnumerable<string> questions)
    {
        var answers = new List<JsonNode>();
        foreach (string question in questions)
        {
            answers.Add(await Asked(node, question));
        }

        return answers;
    }

    /// <summary>Where two nodes differ, or null: the same answer or silence, the same articles, as probable but for rounding.</summary>
    public static string? Difference(JsonNode one, JsonNode other)
    {
        if ((bool)one["abstained"]! != (bool)other["abstained"]! || (string?)one["answers"]!.AsArray().FirstOrDefault()?["text"] != (string?)other["answers"]!.AsArray().FirstOrDefault()?["text"])
        {
            return "another answer";
        }

        var (a, b) = (Probabilities(one), Probabilities(other));
        string? id = a.Keys.Union(b.Keys).FirstOrDefault(k => Math.Abs(a.GetValueOrDefault(k) - b.GetValueOrDefault(k)) > 1.5 * Rounding);
        return id is null ? null : $"{id} is {a.GetValueOrDefault(id)} and {b.GetValueOrDefault(id)} probable";
    }

    // Who is sent away under load comes again, as the answer says.
    private static async Task<JsonNode> Asked(ServiceProcess node, string question)
    {
        for (int i = 0; i < Patience; i++)
        {
            if (await node.Search(question) is { } found)
            {
                return JsonNode.Parse(found.GetRawText())!;
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        throw new InvalidOperationException($"Asked '{question}' {Patience} times, and sent away each time.");
    }

    private static Dictionary<string, double> Probabilities(JsonNode answer) =>
        answer["articles"]!.AsArray().ToDictionary(x => (string)x!["id"]!, x => (double)x!["probability"]!, StringComparer.Ordinal);
}
