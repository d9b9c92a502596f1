using System.Data.Common;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Store;

/// <summary>What an erasure took away.</summary>
/// <param name="Tickets">Resolved tickets.</param>
/// <param name="Questions">Questions from the form or pasted: those the tickets were, and those with the same words.</param>
/// <param name="Searches">Searches that quoted them, with what was done with their results.</param>
/// <param name="Texts">All that was said in them, for whoever must forget its words.</param>
public sealed record Erased(int Tickets, int Questions, int Searches, IReadOnlyList<string> Texts);

// Erasing what somebody wrote from every table.
public sealed partial class KnowledgeStore
{
    /// <summary>Erases a ticket and all that quotes it.</summary>
    public Erased EraseTicket(string id) => Erase("id", _ => id);

    /// <summary>Erases the tickets and questions of one who asked, named as when they came in, and all that quotes them.</summary>
    public Erased EraseRequester(string requester) => Erase("requester", c => Requesters.Hash(c, requester));

    /// <summary>Takes away searches and events from before <paramref name="searches"/>, and questions from before <paramref name="questions"/>; null keeps them. Returns how many rows went.</summary>
    public int Forget(DateTimeOffset? searches, DateTimeOffset? questions)
    {
        int gone = database.Write(c =>
            (searches is { } old ? Delete(c, "events", "at < @0", Rows.Text(old)) + Delete(c, "queries", "at < @0", Rows.Text(old)) : 0)
            + (questions is { } older
                ? Delete(c, "rejections", "question_id IN (SELECT id FROM questions WHERE created < @0)", Rows.Text(older)) + Delete(c, "questions", "created < @0", Rows.Text(older))
                : 0));
        if (gone > 0)
        {
            database.Scrub();
        }

        return gone;
    }

    private Erased Erase(string column, Func<DbConnection, string> valueIn)
    {
        var erased = database.Write(c =>
        {
            string value = valueIn(c);
            var questions = column == "requester" && value.Length > 0 ? c.Command($"SELECT {QuestionColumns} FROM questions WHERE requester = @0", value).All(ReadQuestion) : [];
            var tickets = value.Length == 0 ? [] : c.Command($"SELECT {Rows.TicketColumns} FROM tickets WHERE {column} = @0", value).All(Rows.Ticket).Select(t => t.Ticket).ToList();
            foreach (var question in questions.Where(q => q.TicketId.Length > 0 && tickets.TrueForAll(t => t.Id != q.TicketId)).ToList())
            {
                tickets.AddRange(c.Command($"SELECT {Rows.TicketColumns} FROM tickets WHERE id = @0", question.TicketId).All(Rows.Ticket).Select(t => t.Ticket));
            }

            foreach (var ticket in tickets)
            {
                questions.AddRange(c.Command($"SELECT {QuestionColumns} FROM questions WHERE ticket_id = @0 OR text = @1", ticket.Id, ticket.Text).All(ReadQuestion));
                Delete(c, ticket.Id);
            }

            long[] numbers = [.. questions.Select(q => q.Id).Distinct()];
            foreach (long number in numbers)
            {
                Delete(c, "rejections", "question_id = @0", number);
                Delete(c, "questions", "id = @0", number);
            }

            string[] texts =
            [
                .. tickets.SelectMany(t => (string[])[$"{t.Subject} {t.Text}", TicketText.Question(t), t.Answer]),
                .. questions.SelectMany(q => (string[])[$"{q.Subject} {q.Text}", TicketText.Question(q.Subject, q.Text), q.Reason]),
            ];
            return new Erased(tickets.Count, numbers.Length, EraseSearches(c, new QuotedText(texts)), texts);
        });
        if (erased.Tickets + erased.Questions > 0)
        {
            database.Scrub();
        }

        return erased;
    }

    private static int EraseSearches(DbConnection c, QuotedText said)
    {
        if (said.IsEmpty)
        {
            return 0;
        }

        var quoting = c.Command("SELECT query_id, text FROM queries").All(r => said.Holds(r.GetString(1)) ? r.GetString(0) : null).OfType<string>().Distinct().ToList();
        foreach (string id in quoting)
        {
            Delete(c, "queries", "query_id = @0", id);
            Delete(c, "events", "query_id = @0", id);
        }

        return quoting.Count;
    }

    private static int Delete(DbConnection c, string table, string where, object value) => c.Command($"DELETE FROM {table} WHERE {where}", value).Run();
}
