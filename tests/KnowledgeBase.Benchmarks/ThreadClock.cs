using System.Runtime.InteropServices;

namespace KnowledgeBase.Benchmarks;

/// <summary>CPU time of the calling thread: what a question costs, whoever else uses the machine. Linux only.</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID

    public static double Milliseconds()
    {
        _ = GetTime(ThreadCpuTime, out var time);
        return (time.Seconds * 1e3) + (time.Nanoseconds / 1e6);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
