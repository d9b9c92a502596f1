using KnowledgeBase.Ranking;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Learning;

/// <summary>Trains the model that is shipped from our own articles and sample tickets.</summary>
public static class PriorTraining
{
    // A prior must hold on corpora it has never seen: it learns how far to trust the label-free order, not a taste of its own.
    private static readonly HashSet<Feature> Robust =
    [
        Feature.FusedShare, Feature.FusedMargin, Feature.WholeMass, Feature.CodesHeld, Feature.Known, Feature.NoTickets,
    ];

    private const int CalibrationEvery = 4; // every fourth question calibrates and is not trained on

    /// <summary>Trains on the folder of articles with its tickets, and on the tickets of the datasets in <paramref name="sets"/>; their questions are never read.</summary>
    public static RankingModel Run(string articlesFolder, string ticketsFile, Action<string> progress)
    {
        var rows = new List<Judgment>();
        using (var reader = File.OpenText(ticketsFile))
        {
            var tickets = TicketReader.JsonLines(reader).OfType<TicketRow.Read>().Select(r => r.Ticket).ToList();
            var articles = Dataset.ArticlesIn(articlesFolder);

            // Once as a customer with tickets sees it, once as one without.
            using var replay = Replay.Of(articles, tickets);
            rows.AddRange(replay.Rows(0));
            using var bare = Replay.Of(articles, []);
            var source = new JudgmentSource(bare.Retriever);
            for (int i = 0; i < replay.Tickets.Count; i++)
            {
                rows.AddRange(source.Rows(i, TicketText.Question(replay.Tickets[i]), replay.Tickets[i].Articles, null));
            }

            progress($"{tickets.Count} tickets of our own: {rows.Count} rows");
        }

        return RankingTrainer.Train(
            rows.FindAll(r => r.Group % CalibrationEvery != 0), rows.FindAll(r => r.Group % CalibrationEvery == 0),
            Learner.Logistic, "prior-1", $"{rows.Count} rows from our own articles and sample tickets; every fourth ticket calibrated", Robust);
    }
}
