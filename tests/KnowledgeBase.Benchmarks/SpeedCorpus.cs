using System.IO.Compression;
using System.Text.Json;
using KnowledgeBase.Articles;
using KnowledgeBase.Store;

namespace KnowledgeBase.Benchmarks;

/// <summary>Sections of documentation as articles of a store, and questions to ask them.</summary>
internal sealed class SpeedCorpus
{
    private const int Batch = 2_000;

    private SpeedCorpus(IReadOnlyList<Article> articles, IReadOnlyList<string> questions)
    {
        Articles = articles;
        Questions = questions;
    }

    public IReadOnlyList<Article> Articles { get; private set; }

    public IReadOnlyList<string> Questions { get; }

    /// <summary>Reads sections-*.jsonl.gz and the queries.txt beside it; more than there are sections are repeated under other ids.</summary>
    public static SpeedCorpus Read(string file, int most)
    {
        var articles = new List<Article>();
        using (var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress)))
        {
            while (articles.Count < most && reader.ReadLine() is { } line)
            {
                using var json = JsonDocument.Parse(line);
                articles.Add(new Article
                {
                    Id = "s/" + json.RootElement.GetProperty("id").ToString(),
                    Title = json.RootElement.GetProperty("title").GetString()!,
                    Body = json.RootElement.GetProperty("text").GetString()!,
                });
            }
        }

        int read = articles.Count;
        for (int i = 0; most != int.MaxValue && articles.Count < most; i++)
        {
            articles.Add(articles[i % read] with { Id = $"r{i / read}/{articles[i % read].Id}" });
        }

        return new SpeedCorpus(articles, File.ReadAllLines(Path.Combine(Path.GetDirectoryName(file)!, "queries.txt")));
    }

    /// <summary>Lets go of the sections, so that memory is only what the systems hold.</summary>
    public void Forget() => Articles = [];

    /// <summary>Puts the sections into the store in <paramref name="folder"/>, unless they are there from a run before.</summary>
    public KnowledgeStore Store(string folder)
    {
        var store = KnowledgeStore.Open(folder, TimeProvider.System);
        if (store.LastSequence() < Articles.Count)
        {
            foreach (var batch in Articles.Chunk(Batch))
            {
                store.PutFiles([.. batch.Select(a => (a, ""))], "speed");
            }
        }

        return store;
    }
}
