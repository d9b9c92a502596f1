using KnowledgeBase.Intake;
using KnowledgeBase.Store;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Tests.Intake;

public sealed class Ticket_import : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly KnowledgeStore store;

    public Ticket_import() => store = KnowledgeStore.Open(Path.Combine(folder.Path, "data"), TimeProvider.System);

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Bad_rows_of_json_lines_are_named_by_line_and_field_and_the_good_ones_go_in()
    {
        string file = folder.File("tickets.jsonl", string.Join('\n',
            """{"id":"1","created":"2026-01-01T00:00:00Z","text":"good"}""",
            """{"created":"2026-01-01T00:00:00Z","text":"no id"}""",
            """{"id":null,"created":"2026-01-01T00:00:00Z","text":"null id"}""",
            """{"id":"4","created":"2026-01-01T00:00:00Z","text":null}""",
            """{"id":"5","created":"soon","text":"when?"}""",
            """{"id":"6","created":"2026-01-01T00:00:00Z","text":"cut""",
            """{"id":"1","created":"2026-01-01T00:00:00Z","text":"again"}""",
            """[1,2]""",
            "",
            """{"id":"10","created":"2026-01-01T00:00:00Z","text":"good","articles":["a"],"extra":{"x":1}}"""));

        var report = TicketImport.Run(store, file);

        Assert.Equal(2, report.Added);
        Assert.Equal(["1", "10"], store.Tickets().Select(t => t.Ticket.Id));
        Assert.Equal(
            ["line 2, id", "line 3, id", "line 4, text", "line 5, created", "line 6, row", "line 7, id", "line 8, row"],
            report.Refusals.Select(r => r.Where["tickets.jsonl, ".Length..]));
        Assert.All(report.Refusals, r => Assert.NotEmpty(r.Mend));
        Assert.Equal(2, TicketImport.Run(store, file).Unchanged);
    }

    [Fact]
    public void Csv_keeps_commas_quotes_and_line_breaks_and_takes_columns_in_any_order()
    {
        string file = folder.File("tickets.csv",
            "\ufefftext,id,Created,articles,channel,subject,answer,mood\r\n"
            + "\"It says \"\"E404\"\",\r\nthen stops\",1,2026-01-01T00:00:00Z,install/e404; publishing/e404,email,Help,Log in,sad\r\n"
            + "\u00dcber n\u00e4chste Woche,2,2026-01-02T00:00:00Z,,,,,\r\n");

        var report = TicketImport.Run(store, file);

        Assert.Empty(report.Refusals);
        var first = store.GetTicket("1")!.Ticket;
        Assert.Equal("It says \"E404\",\r\nthen stops", first.Text);
        Assert.Equal(["install/e404", "publishing/e404"], first.Articles);
        Assert.Equal(("email", "Help", "Log in"), (first.Channel, first.Subject, first.Answer));
        Assert.Equal("\u00dcber n\u00e4chste Woche", store.GetTicket("2")!.Ticket.Text);
        Assert.Equal(2, TicketImport.Run(store, file).Unchanged);
    }

    [Fact]
    public void Bad_rows_of_csv_are_named_by_the_line_they_start_on()
    {
        var rows = TicketCsv.Rows(new StringReader(
            "id,created,channel,subject,text,answer,articles\n"
            + "1,2026-01-01,email,,\"two\nlines\",,\n"
            + ",2026-01-01,email,,no id,,\n"
            + "3,2026-01-01,too,few\n"
            + "4,2026-01-01,email,,good,,\n"
            + "5,never,email,,bad day,,\n"
            + "6,2026-01-01,email,,\"open,,\n")).ToList();

        Assert.Equal(["1", "4"], rows.OfType<TicketRow.Read>().Select(r => r.Ticket.Id));
        Assert.Equal([(4, "id"), (5, "row"), (7, "created"), (8, "row")], rows.OfType<TicketRow.Refused>().Select(r => (r.Line, r.Field)));
    }

    [Fact]
    public void Csv_without_a_needed_column_says_which()
    {
        var refused = Assert.IsType<TicketRow.Refused>(Assert.Single(TicketCsv.Rows(new StringReader("id,created,body\n1,2026-01-01,x\n"))));
        Assert.Equal("text", refused.Field);
        Assert.Contains("id,created,channel,subject,text,answer,articles", refused.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_masked_before_they_are_stored()
    {
        string file = folder.File("t.jsonl", """{"id":"1","created":"2026-01-01T00:00:00Z","text":"my token is npm_abcdefghijklmnopqrstuvwxyz0123456789, mail me at jo@example.com"}""");
        TicketImport.Run(store, file);
        string text = store.GetTicket("1")!.Ticket.Text;
        Assert.DoesNotContain("npm_abc", text, StringComparison.Ordinal);
        Assert.DoesNotContain("jo@", text, StringComparison.Ordinal);
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
