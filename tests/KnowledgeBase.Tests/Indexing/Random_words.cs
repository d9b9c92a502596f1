namespace KnowledgeBase.Tests.Indexing;

/// <summary>Texts of words that go together with anything.</summary>
internal static class Random_words
{
    private static readonly string[] Words =
        ["publish", "package", "token", "registry", "login", "scope", "install", "cache", "proxy", "team", "billing", "invoice", "webhook", "password", "email", "audit", "mirror", "script", "version", "tag"];

    public static string Of(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
}
