using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Store;

/// <summary>Names who asked without keeping who it is: HMAC-SHA-256 with a key of this store, so that the same address finds the same tickets and nothing leads back.</summary>
internal static class Requesters
{
    /// <summary>What is kept of <paramref name="requester"/>, whatever its case; empty for none.</summary>
    public static string Hash(DbConnection c, string requester)
    {
        string who = requester.Trim().ToLowerInvariant();
        return who.Length == 0 ? "" : Base64Url.EncodeToString(HMACSHA256.HashData(Key(c), Encoding.UTF8.GetBytes(who)));
    }

    // Made by the first who needs it; a writing transaction is alone, so there is one.
    private static byte[] Key(DbConnection c)
    {
        if (c.Command("SELECT secret FROM requester_key").All(r => r.GetString(0)) is [var known, ..])
        {
            return Base64Url.DecodeFromChars(known);
        }

        byte[] key = RandomNumberGenerator.GetBytes(32);
        c.Command("INSERT INTO requester_key (secret) VALUES (@0)", Base64Url.EncodeToString(key)).Run();
        return key;
    }
}
