using System.Collections.Concurrent;
using KnowledgeBase.Store;

namespace KnowledgeBase.Benchmarks.Torture;

/// <summary>What a store must hold: what was acknowledged, and of what was under way all or nothing.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, string?> settled = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, IReadOnlyDictionary<string, string?>> underWay = new();
    private int last;

    /// <summary>Number of acknowledged writes.</summary>
    public int Acknowledged => acknowledged;

    private int acknowledged;

    /// <summary>Notes that a write of these contents (null: deleted) begins; returns its number.</summary>
    public int Begin(IReadOnlyDictionary<string, string?> contents)
    {
        int number = Interlocked.Increment(ref last);
        underWay[number] = contents;
        return number;
    }

    /// <summary>Notes how it ended. What is neither is in doubt for ever: it may have happened.</summary>
    public void End(int number, bool happened)
    {
        underWay.TryRemove(number, out var contents);
        if (happened)
        {
            Interlocked.Increment(ref acknowledged);
            foreach (var (name, content) in contents!)
            {
                settled[name] = content;
            }
        }
    }

    /// <summary>Contents that hold for certain.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Certain() => settled.Where(s => !underWay.Values.Any(u => u.ContainsKey(s.Key)));

    /// <summary>Compares by content and says what differs; what was in doubt is settled as it was found.</summary>
    public List<string> Compare(KnowledgeStore store)
    {
        var found = Contents(store);
        var faults = new List<string>();
        var doubtful = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in underWay.Values)
        {
            int after = 0, before = 0;
            foreach (var (name, content) in group)
            {
                doubtful.Add(name);
                string? was = settled.GetValueOrDefault(name), now = found.GetValueOrDefault(name);
                if (now != was && now != content)
                {
                    faults.Add($"{name}: neither what it was nor what was written");
                }
                else if (was != content)
                {
                    (before, after) = now == content ? (before, after + 1) : (before + 1, after);
                }

                settled[name] = now;
            }

            if (before > 0 && after > 0)
            {
                faults.Add($"a write of {group.Count} is half there: {after} of {before + after}");
            }
        }

        underWay.Clear();
        faults.AddRange(settled.Where(s => !doubtful.Contains(s.Key) && found.GetValueOrDefault(s.Key) != s.Value).Select(s => $"{s.Key}: acknowledged '{s.Value}', found '{found.GetValueOrDefault(s.Key)}'"));
        faults.AddRange(found.Keys.Where(name => !settled.ContainsKey(name)).Select(name => $"{name}: nobody wrote it"));
        faults.AddRange(Unsound(store));
        return faults;
    }

    public static string Article(string id) => "article " + id;

    public static string Ticket(string id) => "ticket " + id;

    private static Dictionary<string, string> Contents(KnowledgeStore store) =>
        store.Articles().Select(a => (Name: Article(a.Article.Id), Text: a.Article.Body.Trim()))
            .Concat(store.Tickets().Select(t => (Name: Ticket(t.Ticket.Id), t.Ticket.Text))).ToDictionary(c => c.Name, c => c.Text, StringComparer.Ordinal);

    // Each revision is there, and the log of changes ends with what is there.
    private static IEnumerable<string> Unsound(KnowledgeStore store)
    {
        var changes = store.Changes(0, int.MaxValue);
        var ends = changes.GroupBy(c => (c.Kind, c.Key)).ToDictionary(g => g.Key, g => g.Last().IsDelete);
        foreach (var article in store.Articles())
        {
            if (store.Revisions(article.Article.Id).Count != article.Revision)
            {
                yield return $"{article.Article.Id}: revision {article.Revision}, but {store.Revisions(article.Article.Id).Count} are kept";
            }

            if (!ends.TryGetValue(("article", article.Key), out bool gone) || gone)
            {
                yield return $"{article.Article.Id}: the log of changes does not say that it is there";
            }
        }

        foreach (var ticket in store.Tickets())
        {
            if (!ends.TryGetValue(("ticket", ticket.Key), out bool gone) || gone)
            {
                yield return $"{ticket.Ticket.Id}: the log of changes does not say that it is there";
            }
        }
    }
}
