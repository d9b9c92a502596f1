using KnowledgeBase.Articles;
using KnowledgeBase.Store;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Tests.Intake;

/// <summary>Content by number, for tests that need much of it.</summary>
internal static class Samples
{
    public static Article Article(int i) => new() { Id = $"a{i}", Title = $"How do I mend number {i}?", Body = $"Turn the knob {i} times.\n\n## Then\n\nWait." };

    public static Ticket Ticket(int i, string text = "It is broken again") => new() { Id = $"t{i}", Created = DateTimeOffset.UnixEpoch.AddHours(i), Text = $"{text}, number {i}", Articles = [$"a{i % 100}"] };

    public static void Fill(KnowledgeStore store, int articles, int tickets)
    {
        store.PutFiles([.. Enumerable.Range(0, articles).Select(i => (Article(i), ""))], "test");
        store.PutTickets([.. Enumerable.Range(0, tickets).Select(i => Ticket(i))]);
    }
}
