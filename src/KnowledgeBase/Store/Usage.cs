using System.Data.Common;
using System.Globalization;

namespace KnowledgeBase.Store;

/// <summary>A search as it was kept: no person, its text masked; fields follow the queries of User Behavior Insights 1.3.</summary>
/// <param name="QueryId">Its id, which events name.</param>
/// <param name="At">When.</param>
/// <param name="Surface">Where it was typed: page, search, suggest and the like.</param>
/// <param name="Audience">public or agent.</param>
/// <param name="Text">What was asked, masked.</param>
/// <param name="Answer">Id of the article that answered; empty for silence.</param>
public sealed record SearchQuery(string QueryId, DateTimeOffset At, string Surface, string Audience, string Text, string Answer);

/// <summary>What people did on one day.</summary>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Audience">public or agent.</param>
/// <param name="Searches">Searches.</param>
/// <param name="Answered">Searches with an answer; the others met silence.</param>
/// <param name="Clicked">Searches whose results were followed at least once.</param>
public sealed record SearchDay(DateOnly Day, string Audience, long Searches, long Answered, long Clicked);

/// <summary>How often something was done on one day.</summary>
public sealed record ActionDay(DateOnly Day, string Action, long Count);

/// <summary>A search that nothing answered, with how often and when last.</summary>
public sealed record FruitlessSearch(string Text, long Count, DateTimeOffset Last);

/// <summary>What people did with one article, ever.</summary>
public sealed record ArticleUse(long Views, long Helpful, long NotHelpful);

// What people search and do.
public sealed partial class KnowledgeStore
{
    /// <summary>Keeps events, all or none.</summary>
    public void AddEvents(IReadOnlyList<SearchEvent> events) => Record([], events);

    /// <summary>Keeps searches and events, all or none.</summary>
    public void Record(IReadOnlyList<SearchQuery> queries, IReadOnlyList<SearchEvent> events) => database.Write(c =>
    {
        foreach (var query in queries)
        {
            Usage.Add(c, query);
        }

        foreach (var e in events)
        {
            Usage.Add(c, e);
        }

        return queries.Count + events.Count;
    });

    /// <summary>Searches by day and audience since then, oldest first.</summary>
    public IReadOnlyList<SearchDay> SearchDays(DateTimeOffset since) => database.Read(c => Usage.Searches(c, since));

    /// <summary>Events by day and action since then; "asked" counts questions from the form, "ticket" resolved tickets that name an article.</summary>
    public IReadOnlyList<ActionDay> ActionDays(DateTimeOffset since) => database.Read(c => Usage.Actions(c, since));

    /// <summary>Searches since then that met silence, most frequent first.</summary>
    public IReadOnlyList<FruitlessSearch> FruitlessSearches(DateTimeOffset since, int limit) => database.Read(c => Usage.Fruitless(c, since, limit));

    /// <summary>What people did with each article, by its id.</summary>
    public IReadOnlyDictionary<string, ArticleUse> ArticleUses() => database.Read(Usage.Articles);

    /// <summary>Events of one kind, newest first.</summary>
    public IReadOnlyList<SearchEvent> Events(string action, int limit = 100) => database.Read(c =>
        c.Command("SELECT query_id, action_name, at, object_id, position, message FROM events WHERE action_name = @0 ORDER BY seq DESC LIMIT @1", action, limit)
            .All(r => new SearchEvent(r.GetString(0), r.GetString(1), Rows.Moment(r.GetString(2)), r.GetString(3), r.IsDBNull(4) ? null : (int)r.GetInt64(4), r.GetString(5))));
}

/// <summary>Counts what the store kept of searches and events.</summary>
internal static class Usage
{
    public static List<SearchDay> Searches(DbConnection c, DateTimeOffset since) =>
        c.Command(
            """
            SELECT SUBSTR(q.at, 1, 10), q.audience, COUNT(*), SUM(CASE WHEN q.answer <> '' THEN 1 ELSE 0 END), SUM(CASE WHEN e.query_id IS NULL THEN 0 ELSE 1 END)
            FROM queries q LEFT JOIN (SELECT DISTINCT query_id FROM events WHERE action_name = 'click' AND at >= @0) e ON e.query_id = q.query_id
            WHERE q.at >= @0 GROUP BY SUBSTR(q.at, 1, 10), q.audience ORDER BY 1, 2
            """,
            Rows.Text(since)).All(r => new SearchDay(Day(r.GetString(0)), r.GetString(1), Long(r, 2), Long(r, 3), Long(r, 4)));

    public static List<ActionDay> Actions(DbConnection c, DateTimeOffset since) =>
        c.Command(
            """
            SELECT SUBSTR(at, 1, 10), action_name, COUNT(*) FROM events WHERE at >= @0 GROUP BY SUBSTR(at, 1, 10), action_name
            UNION ALL SELECT SUBSTR(created, 1, 10), 'asked', COUNT(*) FROM questions WHERE created >= @0 GROUP BY SUBSTR(created, 1, 10)
            UNION ALL SELECT SUBSTR(created, 1, 10), 'ticket', COUNT(*) FROM tickets WHERE created >= @0 AND articles <> '[]' GROUP BY SUBSTR(created, 1, 10)
            """,
            Rows.Text(since)).All(r => new ActionDay(Day(r.GetString(0)), r.GetString(1), Long(r, 2)));

    public static List<FruitlessSearch> Fruitless(DbConnection c, DateTimeOffset since, int limit) =>
        c.Command(
            """
            SELECT MIN(text), COUNT(*), MAX(at) FROM queries WHERE at >= @0 AND answer = '' AND surface <> 'question' GROUP BY LOWER(text) ORDER BY COUNT(*) DESC, MAX(at) DESC LIMIT @1
            """,
            Rows.Text(since), limit).All(r => new FruitlessSearch(r.GetString(0), Long(r, 1), Rows.Moment(r.GetString(2))));

    public static Dictionary<string, ArticleUse> Articles(DbConnection c) =>
        c.Command(
            """
            SELECT object_id, SUM(CASE WHEN action_name = 'view' THEN 1 ELSE 0 END), SUM(CASE WHEN action_name = 'helpful' THEN 1 ELSE 0 END), SUM(CASE WHEN action_name = 'not_helpful' THEN 1 ELSE 0 END)
            FROM events WHERE action_name IN ('view', 'helpful', 'not_helpful') GROUP BY object_id
            """).All(r => (Id: r.GetString(0), Use: new ArticleUse(Long(r, 1), Long(r, 2), Long(r, 3)))).ToDictionary(u => u.Id, u => u.Use, StringComparer.Ordinal);

    public static void Add(DbConnection c, SearchQuery q) => c.Command(
        "INSERT INTO queries (query_id, at, surface, audience, text, answer) VALUES (@0, @1, @2, @3, @4, @5)", q.QueryId, Rows.Text(q.At), q.Surface, q.Audience, q.Text, q.Answer).Run();

    public static void Add(DbConnection c, SearchEvent e) => c.Command(
        "INSERT INTO events (query_id, action_name, at, object_id, position, message) VALUES (@0, @1, @2, @3, @4, @5)", e.QueryId, e.Action, Rows.Text(e.At), e.ObjectId, e.Position, e.Message).Run();

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static long Long(DbDataReader row, int column) => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);
}
