using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using KnowledgeBase.Text;

namespace KnowledgeBase.Learning;

/// <summary>What came of offering a learned model.</summary>
public enum Publication
{
    /// <summary>It is what is in use already.</summary>
    Same,

    /// <summary>It goes into use on all nodes.</summary>
    Live,

    /// <summary>It is kept and listed; what a person chose stays in use.</summary>
    Kept,
}

/// <summary>What is told of a learned model.</summary>
/// <param name="Number">Its number; 0 is what is shipped.</param>
/// <param name="Active">True for the one in use.</param>
/// <param name="Made">When it was learned; null for what is shipped.</param>
/// <param name="Change">Number of the last change of the store it was learned from; null for what is shipped.</param>
/// <param name="Ranking">Version of its ranking model.</param>
/// <param name="Embedding">Id of its embedding.</param>
/// <param name="Trials">How its parts did on what they had not seen.</param>
public sealed record ModelSummary(long Number, bool Active, DateTimeOffset? Made, long? Change, string Ranking, string Embedding, IReadOnlyList<Trial> Trials);

/// <summary>Hands what one node has learned to all the others, and to the next start. A person may choose what is used.</summary>
/// <param name="store">Where models are kept.</param>
public sealed class LearnedModels(KnowledgeStore store)
{
    /// <summary>The number that stands for what is shipped.</summary>
    public const long Shipped = 0;

    /// <summary>
    /// Keeps <paramref name="learned"/>, from the store up to <paramref name="change"/>, and puts it into use on all nodes, unless a person chose another and <paramref name="won"/> is false.
    /// </summary>
    public Publication Publish(Learned learned, long change = 0, bool won = false)
    {
        byte[] ranking = Bytes(learned.Model.Save), embedding = IsShipped(learned.Embedding) ? [] : Bytes(learned.Embedding.Save);
        string fingerprint = Fingerprint(ranking, embedding);
        var chosen = store.ChosenModel();
        long number = fingerprint == Fingerprint(Bytes(RankingModel.Shipped().Save), []) ? Shipped
            : store.Models().FirstOrDefault(m => About(m).Fingerprint == fingerprint)?.Id
            ?? store.AddModel(ranking, embedding, JsonSerializer.Serialize(
                new ModelAbout(fingerprint, learned.Model.Version, learned.Embedding.Id, change, learned.Trials), AboutJson.Default.ModelAbout));
        if (number == (chosen?.Model ?? Shipped))
        {
            return Publication.Same;
        }

        return chosen is { Pinned: true } && !won ? Publication.Kept
            : store.ChooseModel(number, pinned: false) ? Publication.Live
            : Publication.Same; // gone meanwhile: a lesson on another node
    }

    /// <summary>
    /// Puts a model into use on all nodes because a person says so; false when there is none with this number. It stays until something learned later proves better
    /// on tickets that came after (<see cref="Challenge"/>); choosing the newest hands the choice back.
    /// </summary>
    public bool Choose(long number)
    {
        long newest = store.Models() is [var first, ..] ? first.Id : Shipped;
        return store.ChooseModel(number, pinned: number != newest);
    }

    /// <summary>What a person chose over something newer, with the key of the newest ticket then; null when the choice is the service's.</summary>
    public (Learned Learned, long LastTicket)? Pinned() => store.ChosenModel() is { Pinned: true } choice ? (Load(choice.Model), choice.LastTicket) : null;

    /// <summary>What is in use, when that was decided after decision <paramref name="after"/>; else null.</summary>
    public (long Decision, long Number, Learned Learned)? InUse(long after = 0) =>
        store.ChosenModel() is { } choice && choice.Number > after ? (choice.Number, choice.Model, Load(choice.Model)) : null;

    /// <summary>All there are to choose from, newest first; what is shipped comes last.</summary>
    public IReadOnlyList<ModelSummary> All()
    {
        long active = store.ChosenModel()?.Model ?? Shipped;
        return
        [
            .. store.Models().Select(m => About(m) is var about
                ? new ModelSummary(m.Id, m.Id == active, m.Made, about.Change, about.Ranking, about.Embedding, about.Trials) : null!),
            new ModelSummary(Shipped, active == Shipped, null, null, RankingModel.Shipped().Version, StaticEmbedding.Default.Id, []),
        ];
    }

    /// <summary>Takes the words that only <paramref name="erased"/> texts held out of all kept models, on all nodes.</summary>
    public void Forget(IReadOnlyList<string> erased)
    {
        foreach (var entry in store.Models())
        {
            if (store.Model(entry.Id) is not { Embedding.Length: > 0 } kept)
            {
                continue;
            }

            var embedding = StaticEmbedding.Load(new MemoryStream(kept.Embedding));
            var without = WithoutWordsOf(embedding, erased);
            if (without != embedding)
            {
                byte[] bytes = Bytes(without.Save);
                store.ReplaceEmbedding(entry.Id, bytes, JsonSerializer.Serialize(About(entry) with { Fingerprint = Fingerprint(kept.Ranking, bytes), Embedding = without.Id }, AboutJson.Default.ModelAbout));
            }
        }
    }

    /// <summary><paramref name="embedding"/> without the words it learned that stand in <paramref name="erased"/> texts and nowhere in the store.</summary>
    public StaticEmbedding WithoutWordsOf(StaticEmbedding embedding, IReadOnlyList<string> erased)
    {
        var words = erased.SelectMany(text => AnalyzedText.Of(text).Terms).Where(t => embedding.Vocabulary.Row(t) >= 0 && StaticEmbedding.Default.Vocabulary.Row(t) < 0).ToHashSet(StringComparer.Ordinal);
        foreach (string text in words.Count == 0 ? [] : Held())
        {
            words.ExceptWith(AnalyzedText.Of(text).Terms);
        }

        return words.Count == 0 ? embedding : embedding.Without(words);
    }

    private IEnumerable<string> Held() =>
        store.Articles().SelectMany(a => a.Article.Questions.Prepend(a.Article.Body).Prepend(a.Article.Title))
            .Concat(store.Tickets().SelectMany(t => (string[])[t.Ticket.Subject, t.Ticket.Text, t.Ticket.Answer]));

    private Learned Load(long number)
    {
        if (store.Model(number) is not { } stored)
        {
            return new Learned(StaticEmbedding.Default, RankingModel.Shipped());
        }

        var embedding = stored.Embedding.Length == 0 ? StaticEmbedding.Default : StaticEmbedding.Load(new MemoryStream(stored.Embedding));
        return new Learned(embedding, Ranking(stored));
    }

    private static bool IsShipped(StaticEmbedding embedding) => embedding.Id == StaticEmbedding.Default.Id;

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

    private static string Fingerprint(byte[] ranking, byte[] embedding) =>
        Convert.ToHexStringLower(SHA256.HashData([.. SHA256.HashData(ranking), .. SHA256.HashData(embedding)]));

    private static ModelAbout About(ModelEntry entry) => JsonSerializer.Deserialize(entry.About, AboutJson.Default.ModelAbout) ?? new ModelAbout();

    private static byte[] Bytes(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }
}

/// <summary>What is kept beside a model's bytes; a program before this one kept nothing.</summary>
internal sealed record ModelAbout(string Fingerprint = "", string Ranking = "", string Embedding = "", long Change = 0, IReadOnlyList<Trial>? Measured = null)
{
    [JsonIgnore]
    public IReadOnlyList<Trial> Trials => Measured ?? [];
}

[JsonSerializable(typeof(ModelAbout))]
internal sealed partial class AboutJson : JsonSerializerContext;
