using System.Diagnostics.Metrics;
using KnowledgeBase.Answering;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Api;

/// <summary>What an operator watches: searches and how they end, how long they take, what is held, and whether the index keeps up.</summary>
public sealed class Measures
{
    /// <summary>Name of the meter.</summary>
    public const string Meter = "KnowledgeBase";

    // Seconds; a search takes milliseconds, and a person notices a tenth.
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

    private readonly Engine engine;
    private readonly SearchLog kept;
    private readonly TimeProvider time;
    private readonly Counter<long> searches;
    private readonly Counter<long> votes;
    private readonly Histogram<double> seconds;

    /// <summary>Makes the instruments.</summary>
    public Measures(IMeterFactory meters, Engine engine, SearchLog kept, TimeProvider time)
    {
        this.kept = kept;
        this.engine = engine;
        this.time = time;
        var meter = meters.Create(Meter);
        searches = meter.CreateCounter<long>("knowledgebase_searches", description: "Searches by surface (page, search, typing, suggest, question) and outcome (answered, abstained).");
        votes = meter.CreateCounter<long>("knowledgebase_votes", description: "Answers to 'Was this helpful?' on the pages, by vote (yes, no).");
        seconds = meter.CreateHistogram("knowledgebase_search_duration", "s", "Time a search takes, by surface.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });
        meter.CreateObservableGauge("knowledgebase_articles", () => engine.Index.ArticleCount, description: "Articles that can be found.");
        meter.CreateObservableGauge("knowledgebase_tickets", () => engine.Index.TicketCount, description: "Resolved tickets that can be found.");
        meter.CreateObservableGauge("knowledgebase_change_lag", () => engine.Lag, description: "Changes in the store that the index has not taken in.");
    }

    /// <summary>Surface of searches for words still being typed: kept only when a result is followed.</summary>
    public const string Typing = "typing";

    /// <summary>Answers, counts and times it under <paramref name="surface"/>, and keeps what was asked.</summary>
    public Response Respond(string text, Viewer viewer, int count, string surface, IReadOnlyCollection<string>? without = null)
    {
        long began = time.GetTimestamp();
        var response = engine.Respond(text, viewer, count, without);
        var tag = new KeyValuePair<string, object?>("surface", surface);
        seconds.Record(time.GetElapsedTime(began).TotalSeconds, tag);
        searches.Add(1, tag, new KeyValuePair<string, object?>("outcome", response.Abstained ? "abstained" : "answered"));
        kept.Searched(text, response, viewer, surface);
        return response;
    }

    /// <summary>Counts a vote.</summary>
    public void Voted(bool helpful) => votes.Add(1, new KeyValuePair<string, object?>("vote", helpful ? "yes" : "no"));
}
