using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeBase.Articles;
using KnowledgeBase.Store;

namespace KnowledgeBase.Intake;

/// <summary>Writes the store's articles and tickets in the formats they are taken in by: nothing holds anybody's content hostage.</summary>
public static class Export
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes <c>articles/ID.md</c> as their writers left them and <c>tickets.jsonl</c> into <paramref name="folder"/>, made when missing.
    /// Throws <see cref="IOException"/> when it is not empty. Returns how many articles and tickets were written.
    /// </summary>
    public static (int Articles, int Tickets) Run(KnowledgeStore store, string folder, CancellationToken cancel = default)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new IOException($"{folder} is not empty. Name a new folder: an export overwrites nothing.");
        }

        var articles = store.Articles();
        foreach (var article in articles.Select(a => a.Article))
        {
            cancel.ThrowIfCancellationRequested();
            string file = Path.Combine(folder, "articles", article.Id + ".md");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, Markdown(article));
        }

        Directory.CreateDirectory(folder);
        using var writer = new StreamWriter(Path.Combine(folder, "tickets.jsonl"));
        int tickets = 0;
        foreach (var ticket in store.Tickets().Select(t => t.Ticket))
        {
            cancel.ThrowIfCancellationRequested();
            writer.WriteLine(new JsonObject
            {
                ["id"] = ticket.Id,
                ["created"] = ticket.Created.UtcDateTime,
                ["channel"] = ticket.Channel,
                ["subject"] = ticket.Subject,
                ["text"] = ticket.Text,
                ["answer"] = ticket.Answer,
                ["articles"] = new JsonArray([.. ticket.Articles.Select(a => JsonValue.Create(a))]),
            }.ToJsonString(Readable));
            tickets++;
        }

        return (articles.Count, tickets);
    }

    // What is written must come in again as the same article: a title that was the first heading goes back there.
    private static string Markdown(Article article)
    {
        string fenced = article.FrontMatter.Length == 0 ? "" : Fenced(article.FrontMatter.Trim('\n'));
        string text = fenced + article.Body;
        return ArticleFile.Parse(article.Id + ".md", Encoding.UTF8.GetBytes(text)) is ArticleFileResult.Parsed parsed && parsed.Article.Title == article.Title
            ? text
            : $"{fenced}# {article.Title}\n\n{article.Body}";
    }

    private static string Fenced(string raw)
    {
        if (raw.StartsWith("{\n", StringComparison.Ordinal))
        {
            return raw + "\n";
        }

        string fence = raw.StartsWith('{') ? ";;;" : raw.Split('\n').First(l => l.Trim().Length > 0).Contains(" = ", StringComparison.Ordinal) ? "+++" : "---";
        return $"{fence}\n{raw}\n{fence}\n";
    }
}
