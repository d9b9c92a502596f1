using KnowledgeBase.Articles;
using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Tests.Learning;

public sealed class A_challenge
{
    private static readonly string[] Things = ["printer", "router", "keyboard", "monitor"];

    private static readonly IReadOnlyList<DatasetArticle> Articles =
        [.. Things.Select(t => $"Unplug the {t}, wait, and plug it in again.").Select((body, i) => new DatasetArticle(new Article { Id = Things[i], Title = $"My {Things[i]} does not work", Body = body }, ArticleContent.Of(body)))];

    private static readonly IReadOnlyList<Ticket> Tickets =
        [.. Enumerable.Range(0, 120).Select(i => new Ticket { Id = $"t{i}", Created = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(i), Channel = "email", Subject = "", Text = $"number {i}: the {Things[i % 4]} does not work", Answer = "", Articles = [Things[i % 4]] })];

    private static readonly RankingModel Good = RankingModel.Shipped(), Bad = Good with { Weights = [.. Good.Weights!.Select(w => -w)] };

    [Fact]
    public void Is_won_by_what_ranks_newer_tickets_better_and_lost_by_what_ranks_them_worse()
    {
        Assert.True(Won(Good, Bad, newer: 60, unseenFrom: 40));
        Assert.False(Won(Bad, Good, newer: 60, unseenFrom: 40));
        Assert.False(Won(Good, Good, newer: 60, unseenFrom: 40)); // as good is not better
    }

    [Theory]
    [InlineData(49, 40)] // too few came after the choice
    [InlineData(60, 100)] // too few of them were not learned from
    public void Is_not_held_on_too_few_tickets(int newer, int unseenFrom) => Assert.False(Won(Good, Bad, newer, unseenFrom));

    private static bool Won(RankingModel learned, RankingModel chosen, int newer, int unseenFrom) => Challenge.Won(
        new Learned(StaticEmbedding.Default, learned) { Unseen = new Unseen(StaticEmbedding.Default, unseenFrom) },
        new Learned(StaticEmbedding.Default, chosen),
        Articles, Tickets, Tickets.TakeLast(newer).Select(t => t.Id).ToHashSet());
}
