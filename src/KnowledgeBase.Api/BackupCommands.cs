using KnowledgeBase.Store;

namespace KnowledgeBase.Api;

/// <summary>Commands that save the store and bring it back.</summary>
internal static class BackupCommands
{
    public static int Backup(KnowledgeStore store, string path)
    {
        Console.WriteLine($"{path}: {KnowledgeBase.Store.Backup.Write(store, path, Say)} rows");
        return 0;
    }

    public static int Restore(KnowledgeStore store, string path, bool replace)
    {
        using var lease = store.TryLease(Engine.Lead) ?? throw new IOException("A node is running on this database. Stop all of them, then restore.");
        Console.WriteLine($"{path}: {KnowledgeBase.Store.Backup.Restore(store, path, replace, Say)} rows");
        return 0;
    }

    private static void Say(long rows) => Console.Error.Write($"{rows} rows\r");
}
