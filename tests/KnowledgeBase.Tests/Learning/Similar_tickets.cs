using KnowledgeBase.Learning;
using KnowledgeBase.Semantics;
using KnowledgeBase.Tickets;
using Xunit.Abstractions;

namespace KnowledgeBase.Tests.Learning;

public sealed class Similar_tickets(ITestOutputHelper output)
{
    private const int Bins = 5;
    private const float Few = 1; // less than e words that no ticket has

    [Fact]
    public void The_probability_that_a_similar_ticket_helps_holds_on_later_tickets()
    {
        using var reader = File.OpenText(Path.Combine(Repository.Root, "src", "KnowledgeBase.Api", "Samples", "tickets.jsonl"));
        var tickets = Replay.InTime(TicketReader.JsonLines(reader).OfType<TicketRow.Read>().Select(r => r.Ticket));
        int later = tickets.Count * 3 / 4;
        using var all = Replay.Of([], tickets, StaticEmbedding.Default);
        var certainty = TicketFit.Of(TicketFit.Pairs(all, tickets.Count / 2, later))!;
        var pairs = TicketFit.Pairs(all, later, tickets.Count);
        Assert.InRange(Gap("whole and by their subjects", [.. pairs.Select(p => (certainty.Of(p.Near), p.Helps))]), 0, 0.1);
        Assert.InRange(Gap("of few words", [.. pairs.Where(p => p.Near.Said < Few).Select(p => (certainty.Of(p.Near), p.Helps))]), 0, 0.12);
        Assert.True(certainty.Slope > 0);
    }

    private double Gap(string what, List<(double Probability, bool Helps)> pairs)
    {
        pairs.Sort((a, b) => a.Probability.CompareTo(b.Probability));
        double gap = Enumerable.Range(0, Bins).Sum(b =>
        {
            var bin = pairs.GetRange(b * pairs.Count / Bins, ((b + 1) * pairs.Count / Bins) - (b * pairs.Count / Bins));
            output.WriteLine($"said {bin.Average(p => p.Probability):F2}, was {bin.Average(p => p.Helps ? 1.0 : 0):F2}");
            return Math.Abs(bin.Average(p => p.Probability) - bin.Average(p => p.Helps ? 1.0 : 0)) * bin.Count / pairs.Count;
        });
        output.WriteLine($"{what}: {pairs.Count} pairs, {gap:F3}");
        return gap;
    }

    [Fact]
    public void Too_few_tickets_say_nothing()
    {
        using var none = Replay.Of([], [], StaticEmbedding.Default);
        Assert.Null(TicketFit.Of(TicketFit.Pairs(none, 0, 0)));
    }
}
