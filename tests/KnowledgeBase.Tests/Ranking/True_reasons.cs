using KnowledgeBase.Articles;
using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Tickets;
using Xunit.Abstractions;

namespace KnowledgeBase.Tests.Ranking;

/// <summary>What a reason names is taken away where it comes from, and the score must fall.</summary>
public sealed class True_reasons(ITestOutputHelper output)
{
    private const int Corpus = 40;
    private static readonly Ranker Ranker = new(RankingModel.Shipped());

    private static readonly string[] Questions =
    [
        "npm ERR! code EACCES permission denied mkdir /usr/local/lib/node_modules", "npm ERR! ERESOLVE could not resolve dependency tree with --legacy-peer-deps",
        "lost my phone with the two-factor codes", "EINTEGRITY sha512 checksum failed when I install", "how do I change my username", "npm ci says the lock file is out of sync",
        "self signed certificate in certificate chain behind a proxy", "command not found after a global install", "node-gyp rebuild failed on windows", "how to link a workspace package",
    ];

    [Fact]
    public void What_a_reason_names_made_the_score()
    {
        var articles = Dataset.ArticlesIn(Path.Combine(Repository.Root, "articles")).Where(a => a.Article.Id.StartsWith("install/", StringComparison.Ordinal) || a.Article.Id.StartsWith("accounts/", StringComparison.Ordinal)
            || a.Article.Id.StartsWith("two-factor/", StringComparison.Ordinal)).Take(Corpus).ToList();
        using var reader = File.OpenText(Path.Combine(Repository.Root, "src", "KnowledgeBase.Api", "Samples", "tickets.jsonl"));
        var tickets = TicketReader.JsonLines(reader).OfType<TicketRow.Read>().Select(r => r.Ticket).ToList();
        using var replay = Replay.Of(articles, tickets, StaticEmbedding.Default);
        var untrue = new List<string>();
        var kinds = new HashSet<string>();
        foreach (string text in Questions)
        {
            var question = Question.Of(text);
            var retrieved = replay.Retriever.Find(question, Viewer.Agent);
            var first = Ranker.Rank(retrieved, replay.Retriever)[0];
            string id = first.Candidate.Article.Article.Id;
            foreach (string reason in Reasons.Of(first, retrieved))
            {
                double? without = Without(reason, id, text, articles, tickets);
                if (without is { } score)
                {
                    kinds.Add(reason.Split(' ')[0]);
                    output.WriteLine($"{text}: {reason}: {first.Score:F3}, without {score:F3}");
                    if (score >= first.Score)
                    {
                        untrue.Add($"{text}: {reason}: {first.Score:F3} is {score:F3} without it");
                    }
                }
            }
        }

        Assert.Empty(untrue);
        Assert.Superset(new HashSet<string> { "same", "title", "solved", "text" }, kinds);
    }

    // The score the article has when what the reason names is gone; null for what says that something is missing.
    private static double? Without(string reason, string id, string text, List<DatasetArticle> articles, List<Ticket> tickets)
    {
        string[] Named(string start) => reason[start.Length..].Split(", ", StringSplitOptions.TrimEntries);
        return reason switch
        {
            _ when reason.StartsWith("missing", StringComparison.Ordinal) => null,
            _ when reason.StartsWith("solved", StringComparison.Ordinal) => Score(articles, [.. tickets.Select(t => t with { Articles = [.. t.Articles.Where(a => a != id)] })]),
            _ when reason.StartsWith("same code ", StringComparison.Ordinal) => Score(Cut(Named("same code "), everywhere: true), tickets),
            _ when reason.StartsWith("same codes ", StringComparison.Ordinal) => Score(Cut(Named("same codes "), everywhere: true), tickets),
            _ when reason.StartsWith("title matches ", StringComparison.Ordinal) => Score(Cut(Named("title matches "), everywhere: false), tickets),
            _ when reason.StartsWith("text mentions ", StringComparison.Ordinal) => Score(Cut(Named("text mentions "), everywhere: true), tickets),
            _ => null,
        };

        double Score(List<DatasetArticle> corpus, List<Ticket> known)
        {
            using var replay = Replay.Of(corpus, known, StaticEmbedding.Default);
            return Ranker.Rank(replay.Retriever.Find(Question.Of(text), Viewer.Agent), replay.Retriever).FirstOrDefault(r => r.Candidate.Article.Article.Id == id)?.Score ?? double.NegativeInfinity;
        }

        List<DatasetArticle> Cut(string[] words, bool everywhere) => articles.ConvertAll(a =>
        {
            if (a.Article.Id != id)
            {
                return a;
            }

            string body = everywhere ? Gone(a.Article.Body, words) : a.Article.Body;
            return new DatasetArticle(a.Article with { Title = Gone(a.Article.Title, words), Questions = [.. a.Article.Questions.Select(q => Gone(q, words))], Body = body }, ArticleContent.Of(body));
        });
    }

    private static string Gone(string text, string[] words) => words.Aggregate(text, (t, w) => t.Replace(w.TrimEnd('…'), "", StringComparison.OrdinalIgnoreCase));
}
