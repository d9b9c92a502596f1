using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace KnowledgeBase.Benchmarks.Torture;

/// <summary>Writes articles, tickets and imports of its own at random and keeps the ledger.</summary>
internal sealed class Writer(string name, Ledger ledger, int seed)
{
    private const int Ids = 12;

    private static readonly string[] Words =
    [
        "amber", "anchor", "barrel", "beacon", "bridge", "bucket", "candle", "canvas", "carbon", "castle", "copper", "cradle", "dagger", "desert", "dragon", "engine", "fabric", "falcon", "feather", "forest",
        "garden", "granite", "hammer", "harbor", "helmet", "island", "jacket", "kettle", "ladder", "lantern", "magnet", "marble", "meadow", "mirror", "needle", "orchard", "paddle", "pepper", "pillow", "planet",
        "pocket", "quarry", "rabbit", "ribbon", "saddle", "shovel", "silver", "spiral", "summit", "tunnel", "turbine", "valley", "velvet", "violin", "walnut", "whistle", "window", "winter", "wizard", "zephyr",
    ];

    private readonly Random random = new(seed);
    private readonly Dictionary<string, string> revisions = new(StringComparer.Ordinal); // ETag by id of what is there
    private readonly HashSet<string> given = new(StringComparer.Ordinal);
    private int number;

    /// <summary>Answers that were neither a success nor a 429 or 503.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Why the last write ended in doubt; null when none did.</summary>
    public string? Doubt { get; private set; }

    /// <summary>A word that names one state of one article and is in no other text.</summary>
    public static string Mark(string id, int version) => $"zq{string.Concat(id.Where(char.IsLetterOrDigit))}v{version}";

    /// <summary>One write. What ends in doubt is never touched again. False when the service is gone.</summary>
    public async Task<bool> Write(HttpClient client)
    {
        int choice = random.Next(10);
        return choice switch
        {
            0 => await Import(client),
            1 or 2 => await Ticket(client),
            _ => await Article(client, remove: choice == 3),
        };
    }

    /// <summary>Forgets what was read: another store, or one that was restarted with writes in doubt.</summary>
    public void Refresh() => revisions.Clear();

    private async Task<bool> Article(HttpClient client, bool remove)
    {
        string id = $"{name}/item{random.Next(Ids)}"; // a number by itself would be a version of one page
        if (given.Contains(id))
        {
            id = $"{name}/item{Ids + number}";
        }

        int version = ++number;
        string? content = $"The {Mark(id, version)} is mended with {Some(12)}.";
        var names = new Dictionary<string, string?> { [Ledger.Article(id)] = content };
        string address = "/api/v1/articles/" + id;
        bool known = revisions.TryGetValue(id, out string? etag);
        if (known && remove)
        {
            names[Ledger.Article(id)] = null;
            return await Send(client, names, new HttpRequestMessage(HttpMethod.Delete, address), id);
        }

        var request = new HttpRequestMessage(known ? HttpMethod.Put : HttpMethod.Post, known ? address : "/api/v1/articles")
        {
            Content = JsonContent.Create(new { id, markdown = $"---\ntitle: How do I mend {id} with {Some(2)}?\n---\n{content}\n" }),
        };
        if (known)
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(etag!));
        }

        return await Send(client, names, request, id);
    }

    private Task<bool> Ticket(HttpClient client)
    {
        string id = $"{name}-{random.Next(Ids)}", text = $"It broke like a {Some(8)}, number {++number}";
        return given.Contains(id) ? Task.FromResult(true) : Send(client, new Dictionary<string, string?> { [Ledger.Ticket(id)] = text }, Post("/api/v1/tickets", JsonContent.Create(new { id, text })), id);
    }

    private Task<bool> Import(HttpClient client)
    {
        int batch = ++number;
        var rows = Enumerable.Range(0, 1 + random.Next(150)).ToDictionary(i => $"{name}-import-{batch}-{i}", i => $"Imported in batch {batch} as row {i}: {Some(6)}");
        string lines = string.Concat(rows.Select(r => $$"""{"id":"{{r.Key}}","created":"2026-01-01T00:00:00Z","text":"{{r.Value}}"}""" + "\n"));
        return Send(client, rows.ToDictionary(r => Ledger.Ticket(r.Key), r => (string?)r.Value), Post("/api/v1/tickets/import", new StringContent(lines, Encoding.UTF8, "application/x-ndjson")), "");
    }

    private string Some(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));

    private static HttpRequestMessage Post(string address, HttpContent content) => new(HttpMethod.Post, address) { Content = content };

    private async Task<bool> Send(HttpClient client, IReadOnlyDictionary<string, string?> contents, HttpRequestMessage request, string id)
    {
        int write = ledger.Begin(contents);
        try
        {
            using (request)
            {
                using var answer = await client.SendAsync(request);
                int status = (int)answer.StatusCode;
                if (status < 300)
                {
                    ledger.End(write, happened: true);
                    revisions.Remove(id);
                    if (answer.Headers.ETag is { } etag)
                    {
                        revisions[id] = etag.ToString();
                    }
                }
                else if (status < 500)
                {
                    ledger.End(write, happened: false);
                    if (status is not (409 or 412 or 429))
                    {
                        Faults.Add($"{request.Method} {request.RequestUri}: {status} {await answer.Content.ReadAsStringAsync()}");
                    }

                    if (status is 409 or 412)
                    {
                        given.Add(id); // its revision is not known any more
                    }
                }
                else
                {
                    given.Add(id);
                    if (status != 503)
                    {
                        Faults.Add($"{request.Method} {request.RequestUri}: {status} {await answer.Content.ReadAsStringAsync()}");
                    }
                }
            }

            return true;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or IOException)
        {
            given.Add(id);
            Doubt = fault.Message;
            return false;
        }
    }
}
