using System.Runtime.InteropServices;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Learning;

/// <summary>
/// What a ranking can be learned from and tried on: tickets in time, held-back questions, questions off topic.
/// Tickets are tried by models that were trained on earlier ones: the last third, never trained on, by the one that may serve, those in the middle third by one that knows the first alone.
/// Each other question is tried by a model that was trained without its third of them.
/// </summary>
internal sealed class Material
{
    /// <summary>Rows are taken from at most this many tickets, evenly spread over time, and from as many held-back questions.</summary>
    public const int MaxQuestions = 3000;

    // The first tickets have nothing to be voted on by.
    private const double WarmUpShare = 0.1;

    private const int Folds = 3;
    private const int LateFold = 1; // whose model has learned from as many tickets as the one that may serve
    private const int MinCalibration = 50; // tickets

    private readonly List<Judgment> early;
    private readonly List<Judgment> late;
    private readonly List<Judgment> asked;
    private readonly HashSet<int> offTopic;
    private readonly int tickets;
    private readonly int middle;

    private Material(List<Judgment> early, List<Judgment> late, List<Judgment> asked, HashSet<int> offTopic, int unseenFrom, int tickets)
    {
        UnseenFrom = unseenFrom;
        this.tickets = tickets;
        var groups = early.Select(r => r.Group).Distinct().ToList();
        middle = groups.Count == 0 ? 0 : groups[groups.Count / 2];
        this.early = early;
        this.late = late;
        this.asked = asked;
        this.offTopic = offTopic;
        Questions = early.Concat(asked).Select(r => r.Group).Distinct().Count();
        HasTickets = late.Select(r => r.Group).Distinct().Count() >= MinCalibration;
    }

    /// <summary>Number of the first ticket, oldest first, that no ranking learns from.</summary>
    public int UnseenFrom { get; }

    /// <summary>How many questions teach.</summary>
    public int Questions { get; }

    /// <summary>True when there are enough tickets to fit probabilities to: how many of them no article answers is the customer's own share.</summary>
    public bool HasTickets { get; }

    /// <summary>How likely what solved a similar ticket helps; null when there are too few to say.</summary>
    public TicketCertainty? Similar { get; private init; }

    /// <summary>The questions of <paramref name="articles"/> and <paramref name="tickets"/> (oldest first), as they look through <paramref name="embedding"/>, which has not learned from them.</summary>
    public static Material Of(IReadOnlyList<DatasetArticle> articles, IReadOnlyList<Ticket> tickets, StaticEmbedding embedding)
    {
        using var replay = Replay.Of(HeldBack.Without(articles), tickets, embedding);
        int first = Math.Max((int)(tickets.Count * WarmUpShare), EmbeddingAdaptation.Teaching(tickets.Count)); // those that taught the embedding would flatter it
        var held = HeldBack.Of(articles).ToList();
        int every = Math.Max(1, held.Count / MaxQuestions);
        var also = held.Where((_, i) => i % every == 0).Select(h => new Asked(h.Question, [h.Article])).ToList();
        also.AddRange(OffTopic.Questions.Select(q => new Asked(q, [])));
        new Random(1).Shuffle(CollectionsMarshal.AsSpan(also)); // neither kind earlier than the other
        var rows = replay.Rows(first, Math.Max(1, (tickets.Count - first) / MaxQuestions), also).ToLookup(r => r.Group < tickets.Count);
        var groups = rows[true].Select(r => r.Group).Distinct().ToList();
        int border = groups.Count == 0 ? 0 : groups[^((groups.Count + Folds - 1) / Folds)];
        return new Material(
            [.. rows[true].Where(r => r.Group < border)], [.. rows[true].Where(r => r.Group >= border)], [.. rows[false]],
            [.. also.Select((a, i) => (a, i)).Where(a => a.a.Answers.Count == 0).Select(a => tickets.Count + a.i)],
            groups.Count == 0 ? tickets.Count : border, tickets.Count)
        { Similar = TicketFit.Of(TicketFit.Pairs(replay, Math.Max(first, tickets.Count / 2), tickets.Count)) };
    }

    /// <summary>The model that <paramref name="train"/> makes, calibrated, and the reciprocal rank it gave the answer of each question it had not seen.</summary>
    public (RankingModel Model, IReadOnlyList<double> ReciprocalRanks) Try(Func<IReadOnlyList<Judgment>, RankingModel> train)
    {
        var model = train([.. early, .. asked]);
        var firsts = FirstResult.Of(model, late).ToList();
        for (int fold = 0; fold < Folds; fold++)
        {
            var others = train([.. fold == 0 ? early.Where(r => r.Group < middle) : early, .. asked.Where(r => r.Group % Folds != fold)]);
            firsts.AddRange(FirstResult.Of(others, asked.Where(r => r.Group % Folds == fold)));
            if (fold == 0)
            {
                firsts.AddRange(FirstResult.Of(others, early.Where(r => r.Group >= middle)));
            }
        }

        bool Usual(FirstResult f) => !HasTickets || (f.Group >= UnseenFrom && f.Group < tickets) || (offTopic.Contains(f.Group) && f.Group % Folds == LateFold);
        return (CertaintyFit.Calibrated(model, firsts.FindAll(Usual)), [.. firsts.Select(f => f.ReciprocalRank).OfType<double>()]);
    }
}
