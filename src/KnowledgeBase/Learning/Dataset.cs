using System.Text.Json;
using KnowledgeBase.Articles;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Learning;

/// <summary>A question of a dataset with the articles that answer it; none means silence is right.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">What is asked.</param>
/// <param name="Judged">Grade by article id.</param>
public sealed record DatasetQuery(string Id, string Text, IReadOnlyDictionary<string, int> Judged);

/// <summary>An article of a dataset with its content.</summary>
public sealed record DatasetArticle(Article Article, ArticleContent Content);

/// <summary>An evaluation set: articles, resolved tickets to learn from, questions and judgments.</summary>
public sealed record Dataset(
    string Name, IReadOnlyList<DatasetArticle> Articles, IReadOnlyList<Ticket> Tickets, IReadOnlyList<DatasetQuery> Queries)
{
    /// <summary>Reads the set in <paramref name="folder"/>: corpus.jsonl or articles/, queries.jsonl, qrels.tsv and perhaps tickets.jsonl. Throws <see cref="InvalidDataException"/> that names the file at fault.</summary>
    public static Dataset Read(string folder, int limit = int.MaxValue)
    {
        string corpus = Path.Combine(folder, "corpus.jsonl"), files = Path.Combine(folder, "articles");
        var articles = File.Exists(corpus) ? Corpus(corpus)
            : Directory.Exists(files) ? ArticlesIn(files)
            : throw new InvalidDataException($"{folder} has neither corpus.jsonl nor articles/. Name the folder of a dataset.");

        string queries = Path.Combine(folder, "queries.jsonl"), judgments = Path.Combine(folder, "qrels.tsv");
        if (!File.Exists(queries) || !File.Exists(judgments))
        {
            throw new InvalidDataException($"{folder} has no queries.jsonl and qrels.tsv. Name the folder of a dataset.");
        }

        var judged = Judgments(judgments);
        var none = new Dictionary<string, int>();
        var questions = Lines(queries).Take(limit).Select(q => new DatasetQuery(
            Text(q, "id"), Text(q, "text"), judged.GetValueOrDefault(Text(q, "id")) ?? none)).ToList();
        return new Dataset(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), articles, TicketsIn(Path.Combine(folder, "tickets.jsonl")), questions);
    }

    /// <summary>The articles of a folder of Markdown and MDX, links followed; files that cannot be read are left out.</summary>
    public static List<DatasetArticle> ArticlesIn(string folder)
    {
        var articles = new List<DatasetArticle>();
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (ArticleFile.IsArticle(path) && ArticleFile.Parse(path, File.ReadAllBytes(file)) is ArticleFileResult.Parsed parsed)
            {
                // A dataset names its articles by path, whatever their front matter says.
                articles.Add(new DatasetArticle(parsed.Article with { Id = ArticleFile.IdOf(path) }, ArticleContent.Of(parsed.Article.Body)));
            }
        }

        return articles;
    }

    private static List<DatasetArticle> Corpus(string file) =>
        [.. Lines(file).Select(d => new DatasetArticle(
            new Article { Id = Text(d, "id"), Title = Text(d, "title"), Body = "" }, ArticleContent.Plain(Text(d, "text"))))];

    private static IReadOnlyList<Ticket> TicketsIn(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        using var reader = File.OpenText(file);
        return Replay.InTime(TicketReader.JsonLines(reader).OfType<TicketRow.Read>().Select(r => r.Ticket));
    }

    private static Dictionary<string, Dictionary<string, int>> Judgments(string file)
    {
        var judged = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(file).Skip(1))
        {
            string[] parts = line.Split('\t');
            if (parts.Length < 3 || !int.TryParse(parts[2], out int grade))
            {
                throw new InvalidDataException($"{file}: '{line}' is not 'query-id TAB corpus-id TAB grade'.");
            }

            if (!judged.TryGetValue(parts[0], out var grades))
            {
                judged[parts[0]] = grades = new Dictionary<string, int>(StringComparer.Ordinal);
            }

            grades[parts[1]] = grade;
        }

        return judged;
    }

    private static IEnumerable<JsonElement> Lines(string file)
    {
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            JsonElement element;
            try
            {
                using var json = JsonDocument.Parse(line);
                element = json.RootElement.Clone();
            }
            catch (JsonException)
            {
                throw new InvalidDataException($"{file}: line {number} is not valid JSON.");
            }

            yield return element;
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";
}
