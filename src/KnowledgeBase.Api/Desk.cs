using KnowledgeBase.Answering;
using KnowledgeBase.Intake;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Store;
using KnowledgeBase.Text;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Api;

/// <summary>What an agent does with a question, whether by the page or by the API.</summary>
public sealed class Desk(Engine engine, Measures measures, Webhook webhook, TimeProvider time)
{
    /// <summary>Keeps a question, masked, and tells whoever wants to know; returns it.</summary>
    public OpenQuestion Take(string text, string channel, string subject, string requester = "")
    {
        long id = engine.Store.AddQuestion(Masking.Mask(text), channel.Length == 0 ? "form" : channel, Masking.Mask(subject), requester);
        var question = engine.Store.Question(id)!;
        webhook.Asked(question);
        return question;
    }

    /// <summary>Articles and tickets for a question, or for the <paramref name="words"/> an agent has put in its place; without the articles rejected for it.</summary>
    public Response Suggest(OpenQuestion question, int count, string words = "") => measures.Respond(
        words.Length > 0 ? words : TicketText.Question(question.Subject, question.Text), Viewer.Agent, count, "question", [.. engine.Store.Rejected(question.Id).Keys]);

    /// <summary>Makes a resolved ticket of a question, and learns from it at once. Null when there is no such question.</summary>
    public OpenQuestion? Solve(long id, IReadOnlyList<string> articles, string answer, string queryId)
    {
        if (engine.Store.Question(id) is not { } question)
        {
            return null;
        }

        var solved = engine.Store.SolveQuestion(id, TicketImport.Masked(new Ticket
        {
            Id = $"question-{id}",
            Created = question.Created,
            Channel = question.Channel,
            Subject = question.Subject,
            Text = question.Text,
            Answer = answer,
            Articles = articles,
        }));
        engine.CatchUp();
        Note(queryId, "solved", articles.Count > 0 ? articles[0] : "");
        return solved;
    }

    /// <summary>Hands a question on. Null when there is no such question.</summary>
    public OpenQuestion? Escalate(long id, string queue, string reason) => engine.Store.EscalateQuestion(id, queue, Masking.Mask(reason));

    /// <summary>Opens a question again and unlearns its ticket. Null when there is no such question.</summary>
    public OpenQuestion? Reopen(long id)
    {
        var opened = engine.Store.ReopenQuestion(id);
        engine.CatchUp();
        return opened;
    }

    /// <summary>Takes an article out of the suggestions for a question. False when there is no such question.</summary>
    public bool Reject(long id, string articleId, string reason, string queryId)
    {
        if (engine.Store.Question(id) is null)
        {
            return false;
        }

        engine.Store.Reject(id, articleId, reason);
        Note(queryId, "rejected", articleId, reason);
        return true;
    }

    private void Note(string queryId, string action, string objectId, string message = "")
    {
        if (queryId.Length > 0)
        {
            engine.Store.AddEvents([new SearchEvent(queryId, action, time.GetUtcNow(), objectId, null, message)]);
        }
    }
}
