using KnowledgeBase.Intake;
using KnowledgeBase.Store;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Tests.Intake;

public sealed class Importing_tickets : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly KnowledgeStore store;

    public Importing_tickets() => store = KnowledgeStore.Open(Path.Combine(folder.Path, "data"), TimeProvider.System);

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void The_same_tickets_come_from_csv_and_json_lines_and_a_second_time_nothing_changes()
    {
        string csv = folder.File("t.CSV", "id,created,channel,subject,text,answer,articles\r\nT1,2026-01-02T03:04:05Z,email,\"Hi, you\",\"a\nb\",try,x y\r\n");
        string json = folder.File("t.jsonl", """{"id":"T1","created":"2026-01-02T03:04:05Z","channel":"email","subject":"Hi, you","text":"a\nb","answer":"try","articles":["x","y"]}""");
        Assert.Equal(1, TicketImport.Run(store, csv).Added);
        Assert.Equal(1, TicketImport.Run(store, csv).Unchanged);
        Assert.Equal(1, TicketImport.Run(store, json).Unchanged);
        Assert.Single(store.Tickets());
    }

    [Fact]
    public void A_changed_row_replaces_its_ticket()
    {
        TicketImport.Run(store, folder.File("t.csv", "id,created,text\nT1,2026-01-01,before\n"));
        Assert.Equal(1, TicketImport.Run(store, folder.File("t.csv", "id,created,text\nT1,2026-01-01,after\n")).Updated);
        Assert.Equal("after", Assert.Single(store.Tickets()).Ticket.Text);
    }
}
