using KnowledgeBase.Store;

namespace KnowledgeBase.Api;

/// <summary>Erases what somebody wrote from the store, the index, the models and what is still on its way into the store.</summary>
public sealed class Erasure(Engine engine, SearchLog searches, ILogger<Erasure> log)
{
    /// <summary>Erases the ticket with this id.</summary>
    public Erased Ticket(string id) => Forget(store => store.EraseTicket(id));

    /// <summary>Erases all that <paramref name="requester"/> asked.</summary>
    public Erased Requester(string requester) => Forget(store => store.EraseRequester(requester));

    private Erased Forget(Func<KnowledgeStore, Erased> erase)
    {
        searches.Settle();
        var erased = erase(engine.Store);
        engine.Forget(erased.Texts, log);
        return erased;
    }
}
