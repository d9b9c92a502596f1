using System.Runtime.InteropServices;

namespace KnowledgeBase.Api;

/// <summary>The memory of the process.</summary>
internal static partial class Memory
{
    /// <summary>Gives back to the operating system what is not used: collects and compacts what .NET holds, and has the C library let go of what compiling and SQLite freed. Everybody waits meanwhile.</summary>
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        try
        {
            _ = Trim(0);
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library than that of GNU looks after itself.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Trim(nuint kept);
}
