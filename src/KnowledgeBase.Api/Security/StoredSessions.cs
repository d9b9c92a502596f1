using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace KnowledgeBase.Api.Security;

/// <summary>Keeps sign-ins in the store; the cookie holds only a sealed number.</summary>
internal sealed class StoredSessions(Engine engine) : ITicketStore
{
    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        string id = Guid.NewGuid().ToString("N");
        Put(id, ticket);
        return Task.FromResult(id);
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        Put(key, ticket);
        return Task.CompletedTask;
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => Task.FromResult(
        engine.Store.Sessions.Get(key) is { } content ? TicketSerializer.Default.Deserialize(Convert.FromBase64String(content)) : null);

    public Task RemoveAsync(string key)
    {
        engine.Store.Sessions.Remove(key);
        return Task.CompletedTask;
    }

    private void Put(string id, AuthenticationTicket ticket) =>
        engine.Store.Sessions.Put(id, Convert.ToBase64String(TicketSerializer.Default.Serialize(ticket)), ticket.Properties.ExpiresUtc!.Value);
}
