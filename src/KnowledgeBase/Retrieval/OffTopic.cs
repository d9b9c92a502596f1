namespace KnowledgeBase.Learning;

/// <summary>Questions of everyday life that no help centre for a product answers: without them a model never learns when to stay silent, because tickets are all on topic.</summary>
public static class OffTopic
{
    /// <summary>The questions, in a mixed order that never changes.</summary>
    public static IReadOnlyList<string> Questions { get; } = Read();

    private static string[] Read()
    {
        using var stream = typeof(OffTopic).Assembly.GetManifestResourceStream("off-topic.txt")
            ?? throw new InvalidOperationException("The engine was built without Learning/Data/off-topic.txt.");
        using var reader = new StreamReader(stream);
        string[] questions = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        new Random(1).Shuffle(questions); // the file is by subject
        return questions;
    }
}
