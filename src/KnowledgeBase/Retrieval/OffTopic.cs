namespace KnowledgeBase.Retrieval;

/// <summary>Questions of everyday life that no help centre for a product answers: they show how high a corpus scores what it knows nothing of, and teach a model to stay silent, which tickets cannot, being all on topic.</summary>
public static class OffTopic
{
    /// <summary>The questions, in a mixed order that never changes.</summary>
    public static IReadOnlyList<string> Questions { get; } = Read();

    /// <summary>Every fourth of them: enough to measure by.</summary>
    public static IReadOnlyList<string> Some { get; } = [.. Questions.Where((_, i) => i % 4 == 0)];

    private static string[] Read()
    {
        using var stream = typeof(OffTopic).Assembly.GetManifestResourceStream("off-topic.txt")
            ?? throw new InvalidOperationException("The engine was built without Retrieval/Data/off-topic.txt.");
        using var reader = new StreamReader(stream);
        string[] questions = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        new Random(1).Shuffle(questions); // the file is by subject
        return questions;
    }
}
