using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace KnowledgeBase.Articles;

/// <summary>What became of a line.</summary>
public enum LineKind
{
    /// <summary>It stayed.</summary>
    Same,

    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,
}

/// <summary>A line of either text.</summary>
public sealed record DiffLine(LineKind Kind, string Text);

/// <summary>Compares two texts line by line.</summary>
public static class TextDiff
{
    /// <summary>The lines of both, in reading order.</summary>
    public static IReadOnlyList<DiffLine> Lines(string before, string after) =>
    [
        .. InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines.Select(line => new DiffLine(
            line.Type switch { ChangeType.Inserted => LineKind.Added, ChangeType.Deleted => LineKind.Removed, _ => LineKind.Same }, line.Text ?? "")),
    ];
}
