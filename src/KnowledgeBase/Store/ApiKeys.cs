using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Store;

/// <summary>A key as the store knows it: all but the key itself.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Name">Whose it is, or what it is for.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">When it ends; null for never.</param>
/// <param name="LastUsed">When it was last used, to the minute; null for never.</param>
public sealed record ApiKey(string Id, string Name, string Role, DateTimeOffset Created, DateTimeOffset? Expires, DateTimeOffset? LastUsed);

/// <summary>The keys of those who may do more than read. Only a hash of each is kept; what is taken away works no more from the next request on.</summary>
public sealed class ApiKeys
{
    private const string Prefix = "kb_";
    private const string Columns = "id, name, role, created, expires, last_used";
    private static readonly TimeSpan UseIsNoted = TimeSpan.FromMinutes(1);

    private readonly Transactions database;
    private readonly TimeProvider time;

    internal ApiKeys(Transactions database, TimeProvider time)
    {
        this.database = database;
        this.time = time;
    }

    /// <summary>Makes a key; <c>Secret</c> can be read only now.</summary>
    public (string Secret, ApiKey Key) Add(string name, string role, DateTimeOffset? expires = null) => database.Write(c => Insert(c, name, role, expires));

    /// <summary>Makes the first key and returns it, or null when there is a key already.</summary>
    public string? AddFirst(string name, string role) => database.Write(c =>
        c.Command("SELECT COUNT(*) FROM api_keys").Number() > 0 ? null : Insert(c, name, role, null).Secret);

    /// <summary>The key that <paramref name="secret"/> is, or null when it is none, has ended or was taken away.</summary>
    public ApiKey? Find(string secret)
    {
        var now = time.GetUtcNow();
        if (One("hash = @0", Hash(secret)) is not { } key || key.Expires <= now)
        {
            return null;
        }

        if (key.LastUsed is null || now - key.LastUsed > UseIsNoted)
        {
            Note(key, now);
        }

        return key;
    }

    /// <summary>The key with this id, or null when there is none or it has ended.</summary>
    public ApiKey? Get(string id) => One("id = @0", id) is { } key && !(key.Expires <= time.GetUtcNow()) ? key : null;

    /// <summary>All keys, oldest first.</summary>
    public IReadOnlyList<ApiKey> All() => database.Read(c => c.Command($"SELECT {Columns} FROM api_keys ORDER BY created, id").All(Row));

    /// <summary>Takes a key away. False when there is none.</summary>
    public bool Remove(string id) => database.Write(c => c.Command("DELETE FROM api_keys WHERE id = @0", id).Run()) > 0;

    private (string Secret, ApiKey Key) Insert(DbConnection c, string name, string role, DateTimeOffset? expires)
    {
        string secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var key = new ApiKey(Guid.CreateVersion7().ToString("N"), name, role, time.GetUtcNow(), expires, null);
        c.Command(
            "INSERT INTO api_keys (id, name, role, hash, created, expires) VALUES (@0, @1, @2, @3, @4, @5)",
            key.Id, name, role, Hash(secret), Rows.Text(key.Created), expires is { } end ? Rows.Text(end) : null).Run();
        return (secret, key);
    }

    // A disk that is full must not lock out who could make room.
    private void Note(ApiKey key, DateTimeOffset now)
    {
        try
        {
            database.Write(c => c.Command("UPDATE api_keys SET last_used = @1 WHERE id = @0", key.Id, Rows.Text(now)).Run());
        }
        catch (StoreUnavailableException)
        {
        }
    }

    private ApiKey? One(string where, object value) => database.Read(c => c.Command($"SELECT {Columns} FROM api_keys WHERE {where}", value).All(Row).FirstOrDefault());

    // No salt and no stretching: 256 random bits cannot be guessed from their hash.
    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static ApiKey Row(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), Rows.Moment(row.GetString(3)), MomentOrNull(row, 4), MomentOrNull(row, 5));

    private static DateTimeOffset? MomentOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : Rows.Moment(row.GetString(column));
}
