using System.Globalization;
using Lucene.Net.Index;

namespace KnowledgeBase.Indexing;

/// <summary>What an index wrote to disk holds: kept in Lucene's commit data, so that documents, journal and position fit or are not used.</summary>
/// <param name="Sequence">Number of the last change of the store that is in it for certain.</param>
/// <param name="Mark">When that change was made: an index of another store has another.</param>
/// <param name="Journal">Name of the journal.</param>
/// <param name="Length">How much of the journal counts.</param>
internal sealed record IndexCommit(long Sequence, string Mark, string Journal, long Length)
{
    public static IndexCommit Of(IDictionary<string, string> data) =>
        data.TryGetValue("sequence", out string? sequence) && data.TryGetValue("mark", out string? mark) && data.TryGetValue("journal", out string? journal) && data.TryGetValue("length", out string? length)
            ? new IndexCommit(long.Parse(sequence, CultureInfo.InvariantCulture), mark, journal, long.Parse(length, CultureInfo.InvariantCulture))
            : throw new InvalidDataException("The index says not what it holds.");

    public Dictionary<string, string> Data => new()
    {
        ["sequence"] = Sequence.ToString(CultureInfo.InvariantCulture),
        ["mark"] = Mark,
        ["journal"] = Journal,
        ["length"] = Length.ToString(CultureInfo.InvariantCulture),
    };
}
