using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Learning;

/// <summary>Trains the model that is shipped from our own articles and sample tickets.</summary>
public static class PriorTraining
{
    // A prior must hold on corpora it has never seen: it learns how far to trust the label-free order, not a taste of its own.
    private static readonly HashSet<Feature> Robust =
    [
        Feature.FusedShare, Feature.FusedMargin, Feature.CodesHeld, Feature.TopMass, Feature.TopSemantic, Feature.Known, Feature.NoTickets,
    ];

    private const int CalibrationEvery = 4; // every fourth question calibrates and is not trained on

    /// <summary>Trains on the folder of articles with its tickets, and on questions off topic.</summary>
    public static RankingModel Run(string articlesFolder, string ticketsFile, Action<string> progress)
    {
        var rows = new List<Judgment>();
        using (var reader = File.OpenText(ticketsFile))
        {
            var tickets = TicketReader.JsonLines(reader).OfType<TicketRow.Read>().Select(r => r.Ticket).ToList();
            var articles = Dataset.ArticlesIn(articlesFolder);

            // Once as a customer with tickets sees it, once as one without.
            var embedding = EmbeddingAdaptation.Learn(StaticEmbedding.Default, articles, [], TimeProvider.System, progress);
            using var replay = Replay.Of(articles, tickets, embedding);
            rows.AddRange(replay.Rows(0));
            using var bare = Replay.Of(articles, [], embedding);
            var source = new JudgmentSource(bare.Retriever);
            for (int i = 0; i < replay.Tickets.Count; i++)
            {
                rows.AddRange(source.Rows(i, TicketText.Question(replay.Tickets[i]), replay.Tickets[i].Articles, null));
            }

            progress($"{tickets.Count} tickets of our own: {rows.Count} rows");
            var withTickets = new JudgmentSource(replay.Retriever);
            for (int i = 0; i < OffTopic.Questions.Count; i++)
            {
                rows.AddRange(withTickets.Rows(tickets.Count + i, OffTopic.Questions[i], [], null));
                rows.AddRange(source.Rows(tickets.Count + i, OffTopic.Questions[i], [], null));
            }

            progress($"{OffTopic.Questions.Count} questions off topic: {rows.Count} rows");
        }

        return RankingTrainer.Train(
            rows.FindAll(r => r.Group % CalibrationEvery != 0), rows.FindAll(r => r.Group % CalibrationEvery == 0),
            Learner.Logistic, "prior-1", $"{rows.Count} rows from our own articles and sample tickets and questions off topic; every fourth question calibrated", Robust);
    }
}
