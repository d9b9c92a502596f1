using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using KnowledgeBase.Answering;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Store;
using KnowledgeBase.Text;

namespace KnowledgeBase.Api;

/// <summary>Keeps what is searched and done, masked and without a person; nobody waits for the disk: it is written in batches, and dropped and counted when it comes faster than that.</summary>
public sealed class SearchLog : BackgroundService
{
    private const int Waiting = 10_000;
    private const int Batch = 1_000;
    private const int MaxText = 500;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(250);

    private readonly Channel<object> channel = Channel.CreateBounded<object>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.Wait });
    private readonly System.Threading.Lock writing = new();
    private readonly ConcurrentDictionary<string, SearchQuery> typed = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> typedOrder = new();
    private readonly Engine engine;
    private readonly TimeProvider time;
    private readonly ILogger<SearchLog> log;
    private readonly Counter<long> dropped;

    /// <summary>Begins empty.</summary>
    public SearchLog(Engine engine, TimeProvider time, IMeterFactory meters, ILogger<SearchLog> log)
    {
        this.engine = engine;
        this.time = time;
        this.log = log;
        _ = Task.Run(Masking.Prepare); // there is time while the index loads
        dropped = meters.Create(Measures.Meter).CreateCounter<long>("knowledgebase_events_dropped", description: "Searches and events that were not kept, because the store could not keep up or not be written.");
    }

    /// <summary>Keeps a search; one for words still being typed only once a result of it is followed.</summary>
    public void Searched(string text, Response response, Viewer viewer, string surface)
    {
        string masked = Masking.Mask((text.Length <= MaxText ? text : text[..MaxText]).ReplaceLineEndings(" ").Trim());
        var query = new SearchQuery(response.QueryId, time.GetUtcNow(), surface, viewer == Viewer.Agent ? "agent" : "public", masked, response.Answers.Count > 0 ? response.Answers[0].ArticleId : "");
        if (surface != Measures.Typing)
        {
            Take(query);
            return;
        }

        typed[query.QueryId] = query;
        typedOrder.Enqueue(query.QueryId);
        while (typedOrder.Count > Waiting && typedOrder.TryDequeue(out string? oldest))
        {
            typed.TryRemove(oldest, out _);
        }
    }

    /// <summary>Keeps an event, its message masked.</summary>
    public void Happened(string queryId, string action, string objectId, int? position = null, string message = "")
    {
        if (typed.TryRemove(queryId, out var query))
        {
            Take(query);
        }

        Take(new SearchEvent(queryId, action, time.GetUtcNow(), objectId, position, Masking.Mask(message)));
    }

    /// <summary>Writes what waits, so that it can be erased, and drops searches that were only typed.</summary>
    public void Settle()
    {
        typed.Clear();
        Flush();
    }

    /// <summary>Writes what waits; who calls it finds in the store what happened before.</summary>
    public void Flush()
    {
        lock (writing)
        {
            var queries = new List<SearchQuery>();
            var events = new List<SearchEvent>();
            do
            {
                queries.Clear();
                events.Clear();
                while (queries.Count + events.Count < Batch && channel.Reader.TryRead(out object? item))
                {
                    if (item is SearchQuery query)
                    {
                        queries.Add(query);
                    }
                    else
                    {
                        events.Add((SearchEvent)item);
                    }
                }

                Write(queries, events);
            }
            while (queries.Count + events.Count > 0);
        }
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Unending.Run(Work, time, log, stoppingToken);

    private async Task Work(CancellationToken stoppingToken)
    {
        try
        {
            while (await channel.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Gather, time, stoppingToken);
                Flush();
            }
        }
        catch (OperationCanceledException)
        {
            Flush();
        }
    }

    private void Take(object item)
    {
        if (!channel.Writer.TryWrite(item))
        {
            dropped.Add(1);
        }
    }

    private void Write(List<SearchQuery> queries, List<SearchEvent> events)
    {
        try
        {
            if (queries.Count + events.Count > 0)
            {
                engine.Store.Record(queries, events);
            }
        }
        catch (StoreUnavailableException fault)
        {
            dropped.Add(queries.Count + events.Count);
            log.LogError("{Count} searches and events were not kept: {Message}", queries.Count + events.Count, fault.Message);
        }
    }
}
