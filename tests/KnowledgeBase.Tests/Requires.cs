using System.Diagnostics;

namespace KnowledgeBase.Tests;

/// <summary>Skips a test on a machine that lacks a part it needs, and fails it where KB_REQUIRE_ALL=1 says that nothing may be lacking.</summary>
internal static class Requires
{
    /// <summary>Goes on only when <paramref name="present"/>; <paramref name="reason"/> says what is lacking.</summary>
    public static void That(bool present, string reason)
    {
        Assert.True(present || Environment.GetEnvironmentVariable("KB_REQUIRE_ALL") != "1", $"KB_REQUIRE_ALL=1, but {reason}");
        Skip.IfNot(present, reason);
    }

    /// <summary>Goes on only where a small file system can be mounted, and gives one.</summary>
    public static SmallDisk Disk(int megabytes)
    {
        var disk = new SmallDisk(megabytes);
        if (!disk.Mounted)
        {
            disk.Dispose();
        }

        // Some sandboxes forbid mounting even to root; .ci/run tries it and says so.
        Skip.If(!disk.Mounted && Environment.GetEnvironmentVariable("KB_MOUNT_FORBIDDEN") == "1", "this machine forbids mounting");
        That(disk.Mounted, "a small disk cannot be mounted here (needs root on Linux)");
        return disk;
    }

    /// <summary>A file system in memory of its own.</summary>
    internal sealed class SmallDisk : IDisposable
    {
        private readonly TempFolder folder = new();

        public SmallDisk(int megabytes) => Mounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder.Path);

        public string Path => folder.Path;

        public bool Mounted { get; }

        public bool MakeReadOnly() => Run("mount", "-o", "remount,ro", folder.Path);

        public bool Grow(int megabytes) => Run("mount", "-o", $"remount,size={megabytes}m", folder.Path);

        public void Dispose()
        {
            if (Mounted)
            {
                Run("umount", "-l", folder.Path);
            }

            folder.Dispose();
        }

        private static bool Run(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
