using KnowledgeBase.Store;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Tests.Store;

/// <summary>What holds of questions and flags on either engine.</summary>
public abstract class Questions_in_the_store : IDisposable
{
    private readonly StorePlace place;
    private readonly KnowledgeStore store;

    protected Questions_in_the_store(StorePlace place)
    {
        this.place = place;
        store = place.Open(TimeProvider.System);
    }

    public void Dispose()
    {
        store.Dispose();
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public void The_newest_come_first_page_by_page()
    {
        long[] ids = [.. Enumerable.Range(0, 5).Select(i => store.AddQuestion($"question {i}"))];
        var first = store.Questions(QuestionState.Open, limit: 3);
        Assert.Equal([ids[4], ids[3], ids[2]], first.Select(q => q.Id));
        Assert.Equal([ids[1], ids[0]], store.Questions(QuestionState.Open, limit: 3, before: first[^1].Id).Select(q => q.Id));
        Assert.Equal(5, store.CountQuestions(QuestionState.Open));
    }

    [SkippableFact]
    public void A_solved_question_is_a_ticket_until_it_is_opened_again()
    {
        long id = store.AddQuestion("why?", "email", "A subject");
        var ticket = new Ticket { Id = $"question-{id}", Created = DateTimeOffset.UnixEpoch, Text = "why?", Answer = "therefore", Articles = ["a/b"] };
        Assert.Equal(QuestionState.Solved, store.SolveQuestion(id, ticket)!.State);
        Assert.Equal("therefore", store.GetTicket(ticket.Id)!.Ticket.Answer);
        Assert.Empty(store.Questions(QuestionState.Open));
        var opened = store.ReopenQuestion(id)!;
        Assert.Equal((QuestionState.Open, ""), (opened.State, opened.TicketId));
        Assert.Null(store.GetTicket(ticket.Id));
        Assert.Equal(["ticket", "ticket"], store.Changes(0).Select(c => c.Kind)); // the index hears of both
    }

    [SkippableFact]
    public void An_escalated_question_says_to_whom_and_why()
    {
        long id = store.AddQuestion("hacked");
        var escalated = store.EscalateQuestion(id, "security", "two accounts")!;
        Assert.Equal((QuestionState.Escalated, "security", "two accounts"), (escalated.State, escalated.Queue, escalated.Reason));
        Assert.Equal(id, Assert.Single(store.Questions(QuestionState.Escalated)).Id);
    }

    [SkippableFact]
    public void A_rejected_article_stays_rejected_with_its_last_reason()
    {
        long id = store.AddQuestion("why?");
        store.Reject(id, "a/b", "wrong");
        store.Reject(id, "a/b", "outdated");
        Assert.Equal("outdated", Assert.Single(store.Rejected(id)).Value);
    }

    [SkippableFact]
    public void What_is_not_there_is_null()
    {
        Assert.Null(store.Question(7));
        Assert.Null(store.SolveQuestion(7, new Ticket { Id = "question-7", Created = DateTimeOffset.UnixEpoch, Text = "x" }));
        Assert.Null(store.EscalateQuestion(7, "security", ""));
        Assert.Null(store.ReopenQuestion(7));
        Assert.Null(store.GetTicket("question-7"));
    }

    [SkippableFact]
    public void A_flag_waits_for_its_writer_until_it_is_closed()
    {
        long first = store.AddFlag("a/b", "A paragraph.", "outdated"), second = store.AddFlag("c/d", "", "wrong");
        Assert.Equal([second, first], store.Flags().Select(f => f.Id));
        Assert.Equal("A paragraph.", Assert.Single(store.Flags("a/b")).Paragraph);
        Assert.True(store.CloseFlag(first));
        Assert.False(store.CloseFlag(first));
        Assert.Equal(second, Assert.Single(store.Flags()).Id);
    }
}

public sealed class Questions_in_the_store_in_SQLite() : Questions_in_the_store(new StorePlace.Sqlite());

public sealed class Questions_in_the_store_in_PostgreSQL() : Questions_in_the_store(new StorePlace.Postgres());
