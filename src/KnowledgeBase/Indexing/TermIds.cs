using System.Collections.Concurrent;

namespace KnowledgeBase.Indexing;

/// <summary>Numbers terms, so that articles hold integers; numbers live as long as the index.</summary>
public sealed class TermIds
{
    private readonly ConcurrentDictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<string> terms = [];

    /// <summary>The highest number given.</summary>
    public int Count
    {
        get
        {
            lock (terms)
            {
                return terms.Count;
            }
        }
    }

    /// <summary>The number of <paramref name="term"/>, from 1, given on first sight.</summary>
    public int Add(string term)
    {
        if (ids.TryGetValue(term, out int id))
        {
            return id;
        }

        lock (terms)
        {
            if (!ids.TryGetValue(term, out id))
            {
                terms.Add(term); // before anyone can see its number: what is written later up to that number holds it
                ids[term] = id = terms.Count;
            }

            return id;
        }
    }

    /// <summary>The number of <paramref name="term"/>, or 0 when no article or ticket holds it.</summary>
    public int Find(string term) => ids.TryGetValue(term, out int id) ? id : 0;

    /// <summary>The terms with the numbers after <paramref name="id"/>, in order.</summary>
    internal string[] After(int id)
    {
        lock (terms)
        {
            return [.. terms[id..]];
        }
    }
}
