using System.Collections.Concurrent;

namespace KnowledgeBase.Indexing;

/// <summary>Numbers terms, so that articles hold integers; numbers live as long as the index object.</summary>
public sealed class TermIds
{
    private readonly ConcurrentDictionary<string, int> ids = new(StringComparer.Ordinal);
    private int next;

    /// <summary>The highest number given.</summary>
    public int Count => Volatile.Read(ref next);

    /// <summary>The terms with their numbers.</summary>
    internal IEnumerable<KeyValuePair<string, int>> All => ids;

    /// <summary>The number of <paramref name="term"/>, given on first sight.</summary>
    public int Add(string term) => ids.TryGetValue(term, out int id) ? id : ids.GetOrAdd(term, _ => Interlocked.Increment(ref next));

    /// <summary>The number of <paramref name="term"/>, or 0 when no article or ticket holds it.</summary>
    public int Find(string term) => ids.TryGetValue(term, out int id) ? id : 0;
}
