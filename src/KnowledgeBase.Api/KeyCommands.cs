using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Store;

namespace KnowledgeBase.Api;

/// <summary>Keys from the command line: the first one of all, and more.</summary>
internal static class KeyCommands
{
    /// <summary>Makes the first key of a store and prints it; never again.</summary>
    public static void PrintFirst(KnowledgeStore store)
    {
        if (store.Keys.AddFirst("first key", nameof(Role.Admin).ToLowerInvariant()) is { } secret)
        {
            Console.WriteLine($"The first admin key, shown only now: {secret}");
        }
    }

    /// <summary>Makes a key and prints it.</summary>
    public static int Add(KnowledgeStore store, string name, string role)
    {
        var (secret, key) = store.Keys.Add(name, role);
        store.Audit.Add(Commands.Caller, "CreateKey", $"{key.Id} {role} {name}");
        Console.WriteLine(secret);
        return 0;
    }

    /// <summary>What is wrong with the call, in a line, or null.</summary>
    public static string? Fault(string name, string role) =>
        KeyEndpoints.Fault(name, role, null, TimeProvider.System) is var (field, mend) ? $"{field}: {mend}" : null;
}
