using FsCheck;
using FsCheck.Xunit;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Tests.Tickets;

public sealed class Tickets_from_csv
{
    private const string Header = "id,created,channel,subject,text,answer,articles\n";

    [Fact]
    public void Columns_may_stand_in_any_order_and_others_are_passed_over()
    {
        var ticket = Ticket("\ufeffArticles, Text ,priority,id,CREATED\r\n\"a/b, c;d|e f\",hello,high,T1,2026-11-24T09:30:00Z\r\n");
        Assert.Equal(("T1", "hello", new DateTime(2026, 11, 24, 9, 30, 0)), (ticket.Id, ticket.Text, ticket.Created.UtcDateTime));
        Assert.Equal(["a/b", "c", "d", "e", "f"], ticket.Articles);
    }

    [Theory]
    [InlineData("id,created,text\nT1,2026-01-01,\"a, \"\"b\"\"\nc\"\n", "a, \"b\"\nc")]
    [InlineData("id;created;text\nT1;2026-01-01;a, b\n", "a, b")]
    [InlineData("id\tcreated\ttext\nT1\t2026-01-01\ta, b\n", "a, b")]
    [InlineData("id,created,text\nT1,2026-01-01,say \"no\" twice", "say \"no\" twice")]
    [InlineData("id,created,articles,text\nT1,2026-01-01,a|b|c|d,ünï 😀\n", "ünï 😀")]
    public void A_text_comes_back_as_it_was_written(string csv, string text) => Assert.Equal(text, Ticket(csv).Text);

    [Property]
    public void Any_text_in_quotes_comes_back(NonNull<string> text)
    {
        string clean = text.Get.Replace("\0", "", StringComparison.Ordinal).Replace('\ufffd', ' ') + ".";
        clean = string.Concat(clean.Where(c => !char.IsSurrogate(c)));
        Assert.Equal(clean, Ticket($"{Header}T1,2026-01-01,,,\"{clean.Replace("\"", "\"\"", StringComparison.Ordinal)}\",,\n").Text);
    }

    [Theory]
    [InlineData(",2026-01-01,,,text,,", "id", "there is none")]
    [InlineData("T1,yesterday,,,text,,", "created", "'yesterday' is not a date")]
    [InlineData("T1,2026-01-01,,,,,", "text", "there is none")]
    [InlineData("ok,2026-01-01,,,text,,", "id", "also the id of line 2")]
    [InlineData("T1,2026-01-01,,,a, b, c,,", "row", "it has 9 fields, the first line has 7")]
    [InlineData("T1,2026-01-01,,,\"a\"b\",,", "row", "do not pair up")]
    [InlineData("T1,2026-01-01,,,\ufffd,,", "text", "not UTF-8")]
    public void A_bad_row_is_named_by_line_field_and_mend_and_the_others_go_in(string row, string field, string problem)
    {
        var rows = Rows($"{Header}ok,2026-01-01,,,\"two\nlines\",,\n\n{row}\nlast,2026-01-01,,,text,,\n");
        Assert.Equal(["ok", "last"], rows.OfType<TicketRow.Read>().Select(r => r.Ticket.Id));
        var refused = Assert.Single(rows.OfType<TicketRow.Refused>());
        Assert.Equal((5, field), (refused.Line, refused.Field));
        Assert.Contains(problem, refused.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Mend);
    }

    [Theory]
    [InlineData("ticket,created,text\nT1,2026-01-01,a\n", "id")]
    [InlineData("id,text\nT1,a\n", "created")]
    [InlineData("id,created,answer\nT1,2026-01-01,a\n", "text")]
    [InlineData("", "id")]
    public void A_missing_column_is_named(string csv, string column)
    {
        var refused = Assert.IsType<TicketRow.Refused>(Assert.Single(Rows(csv)));
        Assert.Equal((1, column), (refused.Line, refused.Field));
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_found_where_it_was_opened()
    {
        var rows = Rows($"{Header}T1,2026-01-01,,,text,,\nT2,2026-01-01,,,\"open,,\nT3,2026-01-01,,,text,,\n");
        Assert.Equal("T1", Assert.IsType<TicketRow.Read>(rows[0]).Ticket.Id);
        Assert.Equal(3, Assert.IsType<TicketRow.Refused>(rows[1]).Line);
        Assert.Equal(2, rows.Count);
    }

    [Theory]
    [InlineData(1_100_000, 2)]
    [InlineData(9_000_000, 1)] // too long to find where it ends
    public void A_row_too_long_is_refused_and_ends_no_import(int length, int taken)
    {
        var rows = Rows($"{Header}T1,2026-01-01,,,text,,\nT2,2026-01-01,,,\"{new string('x', length)}\",,\nT3,2026-01-01,,,text,,\n");
        Assert.Equal(taken, rows.OfType<TicketRow.Read>().Count());
        Assert.Equal(3, Assert.Single(rows.OfType<TicketRow.Refused>()).Line);
    }

    private static Ticket Ticket(string csv) => Assert.IsType<TicketRow.Read>(Assert.Single(Rows(csv))).Ticket;

    private static List<TicketRow> Rows(string csv) => [.. TicketCsv.Rows(new StringReader(csv))];
}
