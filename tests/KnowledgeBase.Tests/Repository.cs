namespace KnowledgeBase.Tests;

/// <summary>Finds the files of this repository from wherever the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Articles => Path.Combine(Root, "articles");

    public static string Tickets => Path.Combine(Root, "src", "KnowledgeBase.Api", "Samples", "tickets.jsonl");

    private static string Find()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "KnowledgeBase.sln")))
        {
            at = Path.GetDirectoryName(at);
        }

        return at ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
