namespace KnowledgeBase.Semantics;

/// <summary>The shipped model, read once when first asked for.</summary>
internal static class DefaultEmbedding
{
    private static readonly Lazy<StaticEmbedding> Model = new(Read);

    public static StaticEmbedding Value => Model.Value;

    private static StaticEmbedding Read()
    {
        using var stream = typeof(DefaultEmbedding).Assembly.GetManifestResourceStream("static-en.bin")
            ?? throw new InvalidOperationException("The engine was built without its embedding model (Semantics/Models/static-en.bin).");
        return StaticEmbedding.Load(stream);
    }
}
