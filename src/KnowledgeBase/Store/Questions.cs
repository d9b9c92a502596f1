using System.Data.Common;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Store;

// The questions that wait for an agent, and what agents said of the suggestions.
public sealed partial class KnowledgeStore
{
    private const string QuestionColumns = "id, created, text, state, channel, subject, queue, reason, ticket_id";

    /// <summary>Keeps a question, masked by the caller, and of <paramref name="requester"/> a hash only; returns its number.</summary>
    public long AddQuestion(string text, string channel = "form", string subject = "", string requester = "") => database.Write(c =>
        c.Command("INSERT INTO questions (created, text, state, channel, subject, requester) VALUES (@0, @1, @2, @3, @4, @5) RETURNING id",
            Rows.Text(time.GetUtcNow()), text, Name(QuestionState.Open), channel, subject, Requesters.Hash(c, requester)).Number());

    /// <summary>The question with this number, or null.</summary>
    public OpenQuestion? Question(long id) => database.Read(c => OneQuestion(c, id));

    /// <summary>The questions in <paramref name="state"/>, newest first, those older than number <paramref name="before"/> when it is given.</summary>
    public IReadOnlyList<OpenQuestion> Questions(QuestionState state, int limit = 100, long? before = null) => database.Read(c =>
        c.Command($"SELECT {QuestionColumns} FROM questions WHERE state = @0 AND id < @1 ORDER BY id DESC LIMIT @2", Name(state), before ?? long.MaxValue, limit).All(ReadQuestion));

    /// <summary>How many questions there are in <paramref name="state"/>.</summary>
    public long CountQuestions(QuestionState state) => database.Read(c => c.Command("SELECT COUNT(*) FROM questions WHERE state = @0", Name(state)).Number());

    /// <summary>Marks a question solved and keeps <paramref name="ticket"/>, masked by the caller, to learn from: both or neither. Null when there is no such question.</summary>
    public OpenQuestion? SolveQuestion(long id, Ticket ticket) => database.Write(c =>
    {
        if (c.Command("UPDATE questions SET state = @1, ticket_id = @2 WHERE id = @0", id, Name(QuestionState.Solved), ticket.Id).Run() > 0)
        {
            Put(c, ticket);
            c.Command("UPDATE tickets SET requester = (SELECT requester FROM questions WHERE questions.id = @1) WHERE id = @0", ticket.Id, id).Run();
        }

        return OneQuestion(c, id);
    });

    /// <summary>Hands a question to <paramref name="queue"/>. Null when there is no such question.</summary>
    public OpenQuestion? EscalateQuestion(long id, string queue, string reason) => database.Write(c =>
    {
        c.Command("UPDATE questions SET state = @1, queue = @2, reason = @3 WHERE id = @0", id, Name(QuestionState.Escalated), queue, reason).Run();
        return OneQuestion(c, id);
    });

    /// <summary>Opens a question again and forgets the ticket it became. Null when there is no such question.</summary>
    public OpenQuestion? ReopenQuestion(long id) => database.Write(c =>
    {
        if (OneQuestion(c, id) is { TicketId.Length: > 0 } solved)
        {
            Delete(c, solved.TicketId);
        }

        c.Command("UPDATE questions SET state = @1, queue = '', reason = '', ticket_id = '' WHERE id = @0", id, Name(QuestionState.Open)).Run();
        return OneQuestion(c, id);
    });

    /// <summary>Remembers that an article is no answer to a question.</summary>
    public void Reject(long questionId, string articleId, string reason) => database.Write(c =>
        c.Command(
            "INSERT INTO rejections (question_id, article_id, reason, at) VALUES (@0, @1, @2, @3) ON CONFLICT (question_id, article_id) DO UPDATE SET reason = excluded.reason, at = excluded.at",
            questionId, articleId, reason, Rows.Text(time.GetUtcNow())).Run());

    /// <summary>The articles that are no answer to a question, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Rejected(long questionId) => database.Read(c =>
        c.Command("SELECT article_id, reason FROM rejections WHERE question_id = @0", questionId).All(r => (r.GetString(0), r.GetString(1))))
        .ToDictionary(r => r.Item1, r => r.Item2, StringComparer.Ordinal);

    private static OpenQuestion? OneQuestion(DbConnection c, long id) =>
        c.Command($"SELECT {QuestionColumns} FROM questions WHERE id = @0", id).All(ReadQuestion).FirstOrDefault();

    private static OpenQuestion ReadQuestion(DbDataReader r) => new(
        r.GetInt64(0), Rows.Moment(r.GetString(1)), r.GetString(2), Enum.Parse<QuestionState>(r.GetString(3), ignoreCase: true),
        r.GetString(4), r.GetString(5), r.GetString(6), r.GetString(7), r.GetString(8));

    private static string Name(QuestionState state) => state.ToString().ToLowerInvariant();
}
