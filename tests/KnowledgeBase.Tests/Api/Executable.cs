using System.Diagnostics;

namespace KnowledgeBase.Tests.Api;

/// <summary>The built executable as a process of its own.</summary>
internal static class Executable
{
    /// <summary>Starts it; both outputs can be read.</summary>
    public static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "KnowledgeBase.Api.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }
}

/// <summary>Tests that start processes or a service of their own go one by one, after the others: they need the processor.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Process_tests
{
    public const string Name = "processes";
}
