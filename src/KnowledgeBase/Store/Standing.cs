using System.Globalization;
using KnowledgeBase.Articles;

namespace KnowledgeBase.Store;

public sealed partial class KnowledgeStore
{
    private const int MostNamed = 500;

    /// <summary>State and audience, now, of those articles with these keys that are there.</summary>
    public IReadOnlyDictionary<long, (ArticleState State, Audience Audience)> Standing(IReadOnlyCollection<long> keys)
    {
        string among = keys.Count > MostNamed ? "" : $" AND key IN ({Numbers(keys)})"; // when many are asked for, all are read
        return keys.Count == 0
            ? new Dictionary<long, (ArticleState, Audience)>()
            : database.Read(c => c.Command($"SELECT key, state, audience FROM articles WHERE deleted = 0{among}")
                .All(r => (Key: r.GetInt64(0), State: Enum.Parse<ArticleState>(r.GetString(1)), Audience: Enum.Parse<Audience>(r.GetString(2)))))
                .ToDictionary(r => r.Key, r => (r.State, r.Audience));
    }

    // For a statement; numbers have nothing to escape.
    private static string Numbers(IEnumerable<long> keys) => string.Join(',', keys.Select(k => k.ToString(CultureInfo.InvariantCulture)));
}
