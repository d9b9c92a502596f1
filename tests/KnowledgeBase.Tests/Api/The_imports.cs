using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Tests.Api;

[Collection(Writers_tests.Name)]
public sealed class The_imports(Writers_service service)
{
    [Fact]
    public async Task An_import_under_way_tells_what_it_has_read_accepted_and_refused()
    {
        string lines = string.Join('\n', Enumerable.Range(0, 40).Select(i => $"{{\"id\":\"imp{i}\",\"created\":\"2026-01-01T00:00:00Z\",\"text\":\"number {i}\"}}").Append("no ticket"));
        using var reader = new StringReader(lines);
        JsonElement told = default;
        string page = "";
        IEnumerable<TicketRow> Rows()
        {
            foreach (var row in TicketReader.JsonLines(reader))
            {
                yield return row;
            }

            // Before the end of the last row: what anyone would see now.
            told = service.Client.GetFromJsonAsync<JsonElement>("/api/v1/imports").Result;
            page = service.Client.GetStringAsync("/admin").Result;
        }

        var report = service.Imports.Run("help <desk>", Rows(), (rows, accepted) => KnowledgeBase.Intake.TicketImport.Run(service.Engine.Store, "x", rows, accepted, batchSize: 15));
        Assert.Equal((40, 1), (report.Added, report.Refusals.Count));
        var import = Assert.Single(told.EnumerateArray());
        Assert.Equal((41, 30, 1), (import.GetProperty("read").GetInt32(), import.GetProperty("accepted").GetInt32(), import.GetProperty("refused").GetInt32()));
        Assert.Contains("Taking in tickets (<bdi>help &lt;desk&gt;</bdi>): 41 read, 30 accepted, 1 refused", page, StringComparison.Ordinal);
        Assert.Empty((await service.Client.GetFromJsonAsync<JsonElement>("/api/v1/imports")).EnumerateArray());
        for (int i = 0; i < 40; i++)
        {
            service.Engine.Store.EraseTicket($"imp{i}");
        }
    }
}
