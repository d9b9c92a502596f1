using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;

namespace KnowledgeBase.Learning;

/// <summary>Hands what one node has learned to all the others, and to the next start.</summary>
/// <param name="store">Where models are kept.</param>
public sealed class LearnedModels(KnowledgeStore store)
{
    /// <summary>Keeps <paramref name="learned"/> for all nodes, unless it is what they use already. True when it was new.</summary>
    public bool Publish(Learned learned)
    {
        byte[] ranking = Bytes(learned.Model.Save), embedding = learned.Embedding.Id == StaticEmbedding.Default.Id ? [] : Bytes(learned.Embedding.Save);
        byte[] nothing = Bytes(RankingModel.Shipped().Save);
        var (usedRanking, usedEmbedding) = store.NewestModel() is { } used ? (used.Ranking, used.Embedding) : (nothing, []);
        if (ranking.AsSpan().SequenceEqual(usedRanking) && embedding.AsSpan().SequenceEqual(usedEmbedding))
        {
            return false;
        }

        store.AddModel(ranking, embedding);
        return true;
    }

    /// <summary>What is in use, when it is newer than number <paramref name="after"/>; else null.</summary>
    public (long Id, Learned Learned)? Newest(long after = 0)
    {
        if (store.NewestModel(after) is not { } stored)
        {
            return null;
        }

        var embedding = stored.Embedding.Length == 0 ? StaticEmbedding.Default : StaticEmbedding.Load(new MemoryStream(stored.Embedding));
        return (stored.Id, new Learned(embedding, Ranking(stored)));
    }

    private static RankingModel Ranking(StoredModel stored)
    {
        try
        {
            return RankingModel.Load(new MemoryStream(stored.Ranking));
        }
        catch (InvalidDataException)
        {
            return RankingModel.Shipped(); // another version of this program learned it, on other features; it is learned anew soon
        }
    }

    private static byte[] Bytes(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }
}
