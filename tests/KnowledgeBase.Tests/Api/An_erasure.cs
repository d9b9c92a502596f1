using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Intake;
using KnowledgeBase.Store;
using KnowledgeBase.Tests.Store;

namespace KnowledgeBase.Tests.Api;

/// <summary>What holds of erasing on either engine.</summary>
[Collection(Process_tests.Name)]
public abstract class An_erasure(StorePlace place) : IDisposable
{
    private const string Kim = "Kim.Doe@example.com";
    private const string Said = "The zyxomatic frobnitz of my quuxberry laptop burns when I publish from the plonkwood office";

    private static readonly string[] Markers = ["zyxomat", "frobnit", "quuxber", "plonkwo", "wibbles", "snarkfi", "kim.doe", "grumblesn", "fizzlew"]; // as far as no stemming reaches

    private readonly TempFolder folder = new();

    public void Dispose()
    {
        place.Dispose();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task By_requester_leaves_no_word_of_theirs_in_any_table_index_backup_or_export()
    {
        await using var node = await Node.Start(place.Settings);
        await node.Write("publish", "# How do I publish a package?\n\nRun `npm publish` in its folder.");
        await Put(node, new { id = "other", text = "How do I publish a package from a train?", answer = "With patience.", articles = new[] { "publish" }, requester = "lee@example.com" });
        for (int i = 0; i < 40; i++)
        {
            await Put(node, new { id = $"filler/{i}", text = $"How do I publish number {i}? " + new string('x', 40 * i), answer = "Like the one before.", articles = new[] { "publish" } });
        }

        await Put(node, new { id = "kim/1", subject = "wibblesome", text = Said + "\n> quoted snarkfield", answer = "Cool the frobnitz, and npm publish again.", articles = new[] { "publish" }, requester = Kim });
        await Put(node, new { id = "kim/1", subject = "wibblesome", text = Said + "\n> quoted snarkfield twice", answer = "Cool the frobnitz, and npm publish again.", articles = new[] { "publish" }, requester = Kim });
        long number = await Ask(node, Said + " again, grumblesnatch", Kim);
        long solved = await Ask(node, Said + " and fizzlewick", Kim.ToUpperInvariant());
        await node.Client.PostAsJsonAsync($"/api/v1/questions/{solved}/solve", new { articles = new[] { "publish" }, answer = "Cool the frobnitz." });
        await node.Client.PostAsJsonAsync($"/api/v1/questions/{number}/escalate", new { queue = "hardware", reason = "A frobnitz burns." });
        await node.Client.PostAsJsonAsync($"/api/v1/questions/{number}/reject", new { articleId = "publish", reason = "no word of snarkfield in it" });
        await node.Client.GetAsync($"/api/v1/questions/{number}/suggestions");
        var found = await (await node.Client.PostAsJsonAsync("/api/v1/suggest", new { text = "the ZYXOMATIC frobnitz of my\nquuxberry laptop" })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains("kim/1", found.GetProperty("tickets").ToString(), StringComparison.Ordinal);
        await node.Client.PostAsJsonAsync("/api/v1/events", new { queryId = found.GetProperty("queryId").GetString(), actionName = "not_helpful", message = "nothing of plonkwood here" });
        node.Engine.Commit();
        await Node.Until(() => Markers.Except(["kim.doe"]).All(m => place.Dump().Any(row => Holds(row, m))));

        var answer = await node.Client.DeleteAsync("/api/v1/tickets?requester=" + Uri.EscapeDataString(" kim.doe@EXAMPLE.com "));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var erased = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((2, 2), (erased.GetProperty("tickets").GetInt32(), erased.GetProperty("questions").GetInt32()));
        Assert.InRange(erased.GetProperty("searches").GetInt32(), 2, 9);

        var again = await (await node.Client.PostAsJsonAsync("/api/v1/suggest", new { text = "burning laptop in the office" })).Content.ReadAsStringAsync();
        Assert.DoesNotContain("kim/1", again, StringComparison.Ordinal);
        Assert.Equal(41, node.Engine.Index.TicketCount);
        Backup.Write(node.Engine.Store, Path.Combine(folder.Path, "backup"));
        Export.Run(node.Engine.Store, Path.Combine(folder.Path, "export"));
        var texts = place.Dump().Concat(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(Text));
        Assert.All(texts, text => Assert.DoesNotContain(Markers, m => Holds(text, m)));
        Assert.Contains(place.Files.Select(Text), text => Holds(text, "plonkwo")); // the index on disk holds it until its next commit
        node.Engine.Commit();
        Assert.All(place.Files.Select(f => (Path.GetFileName(f), Text(f))), file => Assert.DoesNotContain(Markers, m => Holds(file.Item2, m)));
        Assert.Contains(place.Dump(), row => Holds(row, "from a train"));
        Assert.Equal("""{"tickets":0,"questions":0,"searches":0}""", await (await node.Client.DeleteAsync("/api/v1/tickets?requester=kim.doe@example.com")).Content.ReadAsStringAsync());
        Assert.Contains("\"requester\"", await (await node.Client.DeleteAsync("/api/v1/tickets")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Of_one_ticket_reaches_every_id()
    {
        await using var node = await Node.Start(place.Settings);
        foreach (string id in (string[])["plain", "with/a/slash", "with space", "percent%2Fslash", "é?#&+", "a//b"])
        {
            await Put(node, new { id, text = "zyxomatic " + id });
            string address = "/api/v1/tickets/" + Uri.EscapeDataString(id);
            Assert.Equal(id, (await node.Client.GetFromJsonAsync<JsonElement>(address)).GetProperty("id").GetString());
            Assert.Equal(HttpStatusCode.NoContent, (await node.Client.DeleteAsync(address)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await node.Client.DeleteAsync(address)).StatusCode);
            Assert.DoesNotContain(place.Dump(), row => Holds(row, "zyxomatic"));
        }

        await Put(node, new { id = "x/y", text = "zyxomatic" });
        Assert.Equal(HttpStatusCode.NoContent, (await node.Client.DeleteAsync("/api/v1/tickets/x/y")).StatusCode);
    }

    [SkippableFact]
    public async Task Knows_a_requester_by_a_hash_of_this_store_only()
    {
        await using var node = await Node.Start(place.Settings);
        await Put(node, new { id = "1", text = "Why?", requester = Kim });
        await Put(node, new { id = "1", text = "Why so?" });
        Assert.DoesNotContain(place.Dump(), row => Holds(row, "kim.doe"));
        Assert.DoesNotContain("requester", await node.Client.GetStringAsync("/api/v1/tickets/1"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, node.Engine.Store.EraseRequester(Kim).Tickets);
    }

    private static string Text(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private static bool Holds(string text, string marker) => text.Contains(marker, StringComparison.OrdinalIgnoreCase);

    private static async Task Put(Node node, object ticket) => Assert.True((await node.Client.PostAsJsonAsync("/api/v1/tickets", ticket)).IsSuccessStatusCode);

    private static async Task<long> Ask(Node node, string text, string requester)
    {
        var asked = await node.Client.PostAsJsonAsync("/api/v1/questions", new { text, channel = "email", requester });
        return (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
    }
}

public sealed class An_erasure_in_SQLite() : An_erasure(new StorePlace.Sqlite());

public sealed class An_erasure_in_PostgreSQL() : An_erasure(new StorePlace.Postgres());
