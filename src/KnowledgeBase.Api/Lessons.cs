using KnowledgeBase.Articles;
using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Store;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Api;

/// <summary>Learns from articles and tickets beside the live index, one lesson at a time on all nodes together, and says what it is at.</summary>
/// <param name="store">What is learned from.</param>
/// <param name="models">Where what is learned goes.</param>
/// <param name="time">The clock.</param>
public sealed class Lessons(KnowledgeStore store, LearnedModels models, TimeProvider time)
{
    // The same bytes of code, features and shipped models learn the same.
    private static readonly string Program = typeof(Adaptation).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    private const string Right = "learning";
    private const int Few = 200; // changes; fewer questions teach nothing
    private const int OneIn = 20;
    private const int Page = 1_000;

    // Learned from at once: time and memory grow with them, what they teach hardly.
    private const int MostArticles = 20_000;
    private const int MostTickets = 50_000;

    private readonly System.Threading.Lock beginning = new();
    private volatile string says = "";
    private volatile bool hasLearned;
    private bool running;
    private long seen;

    /// <summary>What the lesson that runs here said last; empty when none runs.</summary>
    public string Says => says;

    /// <summary>True once what there is was learned, or found learned.</summary>
    public bool HasLearned => hasLearned;

    /// <summary>What the last lesson of any node came to; null before the first.</summary>
    public Lesson? Last => store.LastLesson();

    /// <summary>
    /// True when there is something new to learn: at a start any change, or another program; later one change for each twenty articles and tickets, two hundred at least, once no more come in.
    /// </summary>
    public bool IsDue(int size)
    {
        long now = store.LastSequence();
        bool quiet = Interlocked.Exchange(ref seen, now) == now;
        return store.LastLesson() is not { } last || last.From != Program
            || (hasLearned ? quiet && now - last.Change >= Math.Max(Few, size / OneIn) : now != last.Change);
    }

    /// <summary>Keeps that a lesson failed, so that the next waits for something new.</summary>
    public void Fail() => store.AddLesson(Program, store.LastSequence(), "failed; the log says why");

    /// <summary>Says that nothing was due.</summary>
    public void Skip() => hasLearned = true;

    /// <summary>The right to give the next lesson; null while one runs on any node.</summary>
    public LessonRight? TryBegin()
    {
        lock (beginning)
        {
            if (running || store.TryLease(Right) is not { } lease)
            {
                return null;
            }

            running = true;
            says = "…";
            return new LessonRight(() =>
            {
                lock (beginning)
                {
                    running = false;
                    says = "";
                    hasLearned = true;
                    lease.Dispose();
                }
            });
        }
    }

    /// <summary>Learns, and offers what it learned to all nodes. Call with the right to.</summary>
    public Publication Run(ILogger log, CancellationToken cancel)
    {
        void Say(string line)
        {
            says = line;
            log.LogInformation("Learning: {Line}", line);
        }

        long change = store.LastSequence();
        var stored = store.LatestTickets(MostTickets);
        var tickets = Replay.InTime(stored.Select(t => t.Ticket));
        var articles = Articles(tickets.SelectMany(t => t.Articles).ToHashSet(StringComparer.Ordinal));
        var learned = Adaptation.Learn(articles, tickets, RankingModel.Shipped(), time, Say, cancel);
        bool won = models.Pinned() is var (chosen, lastTicket)
            && Challenge.Won(learned, chosen, articles, tickets, stored.Where(t => t.Key > lastTicket).Select(t => t.Ticket.Id).ToHashSet(StringComparer.Ordinal), Say);
        learned = learned with { Embedding = models.WithoutWordsOf(learned.Embedding, ErasedSince(tickets)) };
        var outcome = models.Publish(learned, change, won);
        store.AddLesson(Program, change, outcome switch
        {
            Publication.Live => $"{learned.Model.Version} went live",
            Publication.Kept => $"{learned.Model.Version} is kept beside the model that a person chose",
            _ => $"{learned.Model.Version} stays in use",
        });
        return outcome;
    }

    // Those that tickets name, and of the others not more than teach something.
    private List<DatasetArticle> Articles(HashSet<string> named)
    {
        int every = (store.ArticleCount() / MostArticles) + 1, at = 0;
        var articles = new List<DatasetArticle>();
        for (long key = 0; store.ArticlesAfter(key, Page) is { Count: > 0 } page; key = page[^1].Key)
        {
            articles.AddRange(page.Where(a => a.Article.State == ArticleState.Published && (at++ % every == 0 || named.Contains(a.Article.Id)))
                .Select(a => new DatasetArticle(a.Article, ArticleContent.Of(a.Article.Body))));
        }

        articles.Sort(static (a, b) => string.CompareOrdinal(a.Article.Id, b.Article.Id));
        return articles;
    }

    private List<string> ErasedSince(IReadOnlyList<Ticket> tickets)
    {
        var left = store.TicketIds().ToHashSet(StringComparer.Ordinal);
        return [.. tickets.Where(t => !left.Contains(t.Id)).SelectMany(t => (string[])[t.Subject, t.Text, t.Answer])];
    }
}

/// <summary>The right to give a lesson; given back when disposed.</summary>
public sealed class LessonRight(Action end) : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => end();
}
