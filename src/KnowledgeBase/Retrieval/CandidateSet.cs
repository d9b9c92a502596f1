using KnowledgeBase.Indexing;

namespace KnowledgeBase.Retrieval;

/// <summary>The candidates of one question, each article once; articles that <paramref name="viewer"/> may not see are refused here.</summary>
internal sealed class CandidateSet(KnowledgeIndex index, Viewer viewer) : IDisposable
{
    // Number of the candidate plus one by the article's slot; all zero between questions.
    [ThreadStatic]
    private static int[]? places;

    /// <summary>The candidates, in order of finding.</summary>
    public List<Candidate> All { get; } = new(512);

    /// <summary>The candidate for the article with this slot, or null when it is none yet.</summary>
    public Candidate? Find(int slot) =>
        places is not null && slot < places.Length && places[slot] is > 0 and int at ? All[at - 1] : null;

    /// <summary>The candidate for <paramref name="article"/>, which has this slot, made when it is none yet; null when the viewer may not see it.</summary>
    public Candidate? Get(IndexedArticle article, int slot)
    {
        if (Find(slot) is { } known)
        {
            return known;
        }

        var (state, audience) = index.StandingOf(slot);
        if (!Retriever.MaySee(viewer, state, audience))
        {
            return null;
        }

        if (places is null || slot >= places.Length)
        {
            Array.Resize(ref places, Math.Max(1024, slot + 1 + (slot / 2)));
        }

        var candidate = new Candidate { Article = article, Slot = slot };
        All.Add(candidate);
        places[slot] = All.Count;
        return candidate;
    }

    /// <summary>Readies the thread for its next question.</summary>
    public void Dispose()
    {
        foreach (var candidate in All)
        {
            places![candidate.Slot] = 0;
        }
    }
}
