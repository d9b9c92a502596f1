using System.IO.Compression;

namespace KnowledgeBase.Semantics.Training;

/// <summary>A small sample of the general pairs, so that an adapted model keeps what it knew.</summary>
public static class ReplayPairs
{
    /// <summary>The pairs that ship with the engine (Semantics/Models/ATTRIBUTION.md).</summary>
    public static IReadOnlyList<TrainingPair> Shipped()
    {
        using var packed = typeof(ReplayPairs).Assembly.GetManifestResourceStream("replay.tsv.br")
            ?? throw new InvalidOperationException("The engine was built without its general pairs (Semantics/Models/replay.tsv.br).");
        using var stream = new BrotliStream(packed, CompressionMode.Decompress);
        return [.. TrainingPairs.Read(stream)];
    }
}
