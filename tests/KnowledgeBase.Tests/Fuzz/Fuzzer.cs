using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace KnowledgeBase.Tests.Fuzz;

/// <summary>
/// Feeds generated inputs to a parser for as long as KB_FUZZ_SECONDS says (3 by default, 60 in CI). KB_FUZZ_SEED begins elsewhere.
/// It fails at the first input that throws, or takes longer than a person would wait, and says which one it was.
/// </summary>
internal static class Fuzzer
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(10); // others share the processor; what is superlinear takes far longer

    public static TimeSpan Budget => TimeSpan.FromSeconds(Setting("KB_FUZZ_SECONDS", 3));

    public static int Seed => Setting("KB_FUZZ_SEED", 1);

    /// <summary>Runs <paramref name="parse"/> on mutations of <paramref name="seeds"/>; returns how many there were.</summary>
    public static async Task<int> Run(string name, IReadOnlyList<string> seeds, Func<string, Mutations, Task> parse)
    {
        var mutations = new Mutations(seeds, Seed);
        var watch = Stopwatch.StartNew();
        int count = 0;
        while (watch.Elapsed < Budget || count < seeds.Count)
        {
            string input = count < seeds.Count ? seeds[count] : mutations.Next();
            var work = Task.Factory.StartNew(() => parse(input, mutations), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
            try
            {
                await work.WaitAsync(TooLong);
            }
            catch (Exception fault)
            {
                Assert.Fail($"{name}, input {count} of seed {Seed}: {fault}\n{JsonSerializer.Serialize(input.Length > 1_000 ? input[..1_000] : input)}");
            }

            count++;
        }

        return count;
    }

    /// <summary>Runs <paramref name="parse"/>, which does not wait for anything.</summary>
    public static Task<int> Run(string name, IReadOnlyList<string> seeds, Action<string> parse) => Run(name, seeds, (input, _) =>
    {
        parse(input);
        return Task.CompletedTask;
    });

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : usual;
}
