using KnowledgeBase.Articles;
using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;
using KnowledgeBase.Text;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Tests.Learning;

public sealed class Worded_questions
{
    private const int Asked = 130; // the ticket looked at
    private static readonly string[] Things = ["printer", "router", "keyboard", "monitor"];

    private static readonly IReadOnlyList<DatasetArticle> Articles =
        [.. Things.Select(t => new DatasetArticle(new Article { Id = t, Title = $"About the {t}", Body = "Unplug it." }, ArticleContent.Of("Unplug it.")))];

    [Fact]
    public void Misspelt_words_are_known_by_their_pieces()
    {
        var scores = Worded(Tickets(apart: true), "my keybord is brokn");
        Assert.Equal("keyboard", scores.MaxBy(s => s.Value).Key);
        Assert.True(scores["keyboard"] > 0.2f, $"{scores["keyboard"]}");
    }

    [Fact]
    public void What_solved_a_ticket_does_not_tell_what_solves_it()
    {
        var tickets = Tickets(apart: false); // all of one moment: each is known when the others are asked
        var scores = Worded(tickets, Asked);
        var otherwise = Worded([.. tickets.Select((t, i) => i == Asked ? t with { Articles = ["router"] } : t)], Asked);
        Assert.All(scores.Zip(otherwise), s => Assert.InRange(s.First - s.Second, -0.01f, 0.01f));
        Assert.NotEqual(["router"], tickets[Asked].Articles);
    }

    [Fact]
    public void What_solved_later_tickets_does_not_tell_what_solves_an_earlier_one()
    {
        var tickets = Tickets(apart: true);
        var otherwise = tickets.Select((t, i) => i >= Asked ? t with { Articles = ["router"] } : t).ToList();
        Assert.Equal(Worded(tickets, Asked), Worded(otherwise, Asked));
        Assert.NotEqual(Worded(tickets, "a keyboard"), Worded(otherwise, "a keyboard"));
    }

    [Fact]
    public void A_classifier_comes_back_as_it_was_saved()
    {
        var classifier = new QuestionClassifier(["a", "b"], [.. Enumerable.Range(0, 2 * QuestionGrams.Dimensions).Select(i => (byte)(i * 7))], [0.1f, 0.2f]);
        using var saved = new MemoryStream();
        (RankingModel.Shipped() with { Questions = classifier }).Save(saved);
        saved.Position = 0;
        var back = RankingModel.Load(saved).Questions!;
        var question = AnalyzedText.Of("how do I publish?");
        Assert.All((string[])["a", "b", "none"], id => Assert.Equal(classifier.Of(question)(id), back.Of(question)(id)));
        Assert.NotEqual(0, back.Of(question)("a"));
        Assert.Equal(0, back.Of(question)("none"));
    }

    private static List<Ticket> Tickets(bool apart) =>
        [.. Enumerable.Range(0, 240).Select(i => new Ticket
        {
            Id = $"t{i:D3}",
            Created = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(apart ? i : 0),
            Text = $"number {i}: the {Things[i % 4]} does not work",
            Articles = [Things[i % 4]],
        })];

    // What each article gets for one of the tickets when it came in, in order.
    private static List<float> Worded(List<Ticket> tickets, int asked)
    {
        using var replay = Replay.Of(Articles, tickets, StaticEmbedding.Default);
        int at = replay.Tickets.Select((t, i) => (t.Id, i)).First(t => t.Id == tickets[asked].Id).i;
        return [.. replay.Rows(at, tickets.Count).Select(r => r.Features[(int)Feature.Worded]).Order()];
    }

    // What each article gets for a question after all tickets.
    private static Dictionary<string, float> Worded(List<Ticket> tickets, string asked)
    {
        using var replay = Replay.Of(Articles, tickets, StaticEmbedding.Default);
        var rows = replay.Rows(tickets.Count, also: [.. Things.Select(t => new Asked(asked, [t]))]);
        return rows.Where(r => r.Answers).ToDictionary(r => Things[r.Group - tickets.Count], r => r.Features[(int)Feature.Worded]);
    }
}
