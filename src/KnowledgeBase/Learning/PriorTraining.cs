using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Learning;

/// <summary>Trains the model that is shipped from our own articles and sample tickets.</summary>
public static class PriorTraining
{
    // A prior must hold on corpora it has never seen: it learns how far to trust the label-free order, not a taste of its own.
    private static readonly HashSet<Feature> Robust =
    [
        Feature.FusedShare, Feature.FusedLead, Feature.Reach, Feature.CodesHeld, Feature.Known, Feature.NoTickets, Feature.SolvedShare,
    ];

    private const int CalibrationEvery = 4; // every fourth question calibrates and is not trained on

    /// <summary>Trains on the folder of articles with its tickets, and on questions off topic.</summary>
    public static RankingModel Run(string articlesFolder, string ticketsFile, Action<string> progress)
    {
        using var reader = File.OpenText(ticketsFile);
        var tickets = Replay.InTime(TicketReader.JsonLines(reader).OfType<TicketRow.Read>().Select(r => r.Ticket));
        var written = Dataset.ArticlesIn(articlesFolder);
        var plain = written.ConvertAll(a => a with { Article = a.Article with { Questions = [] } });

        var offTopic = OffTopic.Questions.Select(q => new Asked(q, [])).ToList();

        // As different customers see it: with and without other ways of asking, with and without tickets.
        var rows = new List<Judgment>();
        TicketCertainty? similar = null;
        (List<DatasetArticle> Articles, bool Tickets)[] customers = [(written, true), (plain, true), (plain, false)];
        for (int c = 0; c < customers.Length; c++)
        {
            var articles = customers[c].Articles;
            var embedding = EmbeddingAdaptation.Learn(StaticEmbedding.Default, articles, [], TimeProvider.System, progress).Full;
            using var replay = Replay.Of(articles, customers[c].Tickets ? tickets : [], embedding);
            var all = customers[c].Tickets ? replay.Rows(also: offTopic) : replay.Rows(also: [.. tickets.Select(t => new Asked(TicketText.Question(t), t.Articles)), .. offTopic]);
            rows.AddRange(all.Select(r => r with { Group = (r.Group * customers.Length) + c }));
            similar ??= TicketFit.Of(TicketFit.Pairs(replay, tickets.Count / 2, tickets.Count));
            progress($"customer {c + 1} of {customers.Length}: {rows.Count} rows");
        }

        bool Calibrates(Judgment row) => row.Group / customers.Length % CalibrationEvery == 0;
        var model = RankingTrainer.Train(
            rows.FindAll(r => !Calibrates(r)), Learner.Logistic, "prior-1",
            $"{rows.Count} rows from our own articles, sample tickets and questions off topic; every fourth question calibrated", Robust);
        return CertaintyFit.Calibrated(model, [.. FirstResult.Of(model, rows.FindAll(Calibrates))]) with { Tickets = similar ?? model.Tickets };
    }
}
