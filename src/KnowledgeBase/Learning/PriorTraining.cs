using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Text;
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

    private const int GoneEvery = 4; // every fourth article is gone for the customer who only calibrates: what is on topic may have no answer

    private const int CalibrationEvery = 4; // every fourth ticket calibrates and is not trained on

    /// <summary>Trains on the folder of articles with its tickets, and on questions off topic.</summary>
    public static RankingModel Run(string articlesFolder, string ticketsFile, Action<string> progress)
    {
        using var reader = File.OpenText(ticketsFile);
        var tickets = Replay.InTime(TicketReader.JsonLines(reader).OfType<TicketRow.Read>().Select(r => r.Ticket));
        var written = Dataset.ArticlesIn(articlesFolder);
        var plain = written.ConvertAll(a => a with { Article = a.Article with { Questions = [] } });

        List<Asked> asked = [.. tickets.Select(t => new Asked(TicketText.Question(t), t.Articles))];
        List<Asked> worded = [.. written.SelectMany(a => a.Article.Questions.Select(q => new Asked(q, [a.Article.Id])))];
        var offTopic = OffTopic.Questions.Select(q => new Asked(q, [])).ToList();

        // As different customers see it: with and without other ways of asking, with and without tickets, with articles that are missing.
        var rows = new List<Judgment>();
        TicketCertainty? similar = null;
        var some = plain.FindAll(a => StableHash.Of(a.Article.Id) % GoneEvery != 0);
        (List<DatasetArticle> Articles, bool Tickets, List<Asked> Asked)[] customers = [(written, true, []), (plain, true, []), (plain, false, asked), (some, false, worded)];
        for (int c = 0; c < customers.Length; c++)
        {
            var articles = customers[c].Articles;
            var embedding = EmbeddingAdaptation.Learn(StaticEmbedding.Default, articles, [], TimeProvider.System, progress).Full;
            using var replay = Replay.Of(articles, customers[c].Tickets ? tickets : [], embedding);
            rows.AddRange(replay.Rows(also: [.. customers[c].Asked, .. offTopic]).Select(r => r with { Group = (r.Group * customers.Length) + c }));
            similar ??= TicketFit.Of(TicketFit.Pairs(replay, tickets.Count / 2, tickets.Count));
            progress($"customer {c + 1} of {customers.Length}: {rows.Count} rows");
        }

        bool Calibrates(Judgment row) => row.Group % customers.Length == customers.Length - 1 || row.Group / customers.Length % CalibrationEvery == 0;
        var model = RankingTrainer.Train(
            rows.FindAll(r => !Calibrates(r)), Learner.Logistic, "prior-1",
            $"{rows.Count} rows from our own articles, sample tickets and questions off topic; every fourth ticket and other ways of asking calibrated", Robust);
        return CertaintyFit.Calibrated(model, [.. FirstResult.Of(model, rows.FindAll(Calibrates))], CertaintyFit.Anywhere) with { Tickets = similar ?? model.Tickets };
    }
}
