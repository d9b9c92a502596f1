using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using KnowledgeBase.Articles;
using KnowledgeBase.Store;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Intake;

/// <summary>What an export wrote.</summary>
public sealed record ExportReport(int Articles, int Tickets, IReadOnlyList<Refusal> Refusals)
{
    /// <inheritdoc />
    public override string ToString() => $"{Articles} articles, {Tickets} tickets, {Refusals.Count} left out";
}

/// <summary>Writes the store as the files that can be taken in again: articles/ as Markdown, with the images they show, and tickets.jsonl.</summary>
public static class Export
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes into <paramref name="folder"/>; throws <see cref="IOException"/> when it holds anything, so that nothing is overwritten or mixed.</summary>
    public static ExportReport Run(KnowledgeStore store, string folder, CancellationToken cancel = default)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new IOException($"{folder} is not an empty folder. Name a new or an empty one.");
        }

        var (written, refusals) = Articles(store, Path.Combine(folder, "articles"), cancel);
        var tickets = store.Tickets();
        using var lines = new StreamWriter(Path.Combine(folder, "tickets.jsonl")) { NewLine = "\n" };
        foreach (var stored in tickets)
        {
            cancel.ThrowIfCancellationRequested();
            lines.WriteLine(Line(stored.Ticket));
        }

        return new ExportReport(written, tickets.Count, refusals);
    }

    /// <summary>All articles, whatever their state and audience, with their images as one zip that can be taken in again; it is gone from the disk once it is closed.</summary>
    public static FileStream Zip(KnowledgeStore store, CancellationToken cancel = default)
    {
        string folder = Directory.CreateTempSubdirectory("articles-").FullName;
        try
        {
            var (_, refusals) = Articles(store, folder, cancel);
            if (refusals.Count > 0)
            {
                File.WriteAllLines(Path.Combine(folder, "left-out.txt"), refusals.Select(r => r.ToString()));
            }

            var zip = new FileStream(folder + ".zip", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
            ZipFile.CreateFromDirectory(folder, zip);
            zip.Position = 0;
            return zip;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (int Written, IReadOnlyList<Refusal> Refusals) Articles(KnowledgeStore store, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var refusals = new List<Refusal>();
        int written = 0;
        foreach (var stored in store.Articles())
        {
            cancel.ThrowIfCancellationRequested();
            if (!ArticleFile.IsId(stored.Article.Id) || ArticleText.Of(stored, stored.Article.Id + ".md") is not { } text)
            {
                refusals.Add(new Refusal(stored.Article.Id, "no file would read back as this article", "write its id and title into its front matter"));
                continue;
            }

            string file = Path.Combine(folder, stored.Article.Id + ".md");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            written++;
        }

        ArticleImages.Export(store, folder);
        return (written, refusals);
    }

    // The import takes U+FFFD for a sign that a file is not UTF-8, unless it is spelt out.
    private static string Line(Ticket ticket) => JsonSerializer.Serialize(ticket, Json).Replace("\ufffd", "\\ufffd", StringComparison.Ordinal);
}
