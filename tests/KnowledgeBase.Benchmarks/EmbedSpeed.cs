using System.Diagnostics;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Benchmarks;

/// <summary>Times of loading, encoding and scanning: <c>embed-speed</c>.</summary>
internal static class EmbedSpeed
{
    private const int Vectors = 100_000;

    public static int Run()
    {
        var clock = Stopwatch.StartNew();
        var model = StaticEmbedding.Default;
        Console.WriteLine($"load {clock.Elapsed.TotalMilliseconds:F1} ms");
        Time("encode 10 words", 20_000, model, "how do I reset the password of my team account");
        Time("encode 10 words, 3 unknown", 20_000, model, "zyxwolf fails with EFLUMMOX after I upgrade to quuxbar today");
        Time("encode 90 words", 4_000, model, string.Join(' ', Enumerable.Repeat("open the settings page and choose a new token for it", 8)));

        var store = new SignedRows(new float[model.Dimensions]);
        var random = new Random(1);
        var vector = new float[model.Dimensions];
        for (int i = 0; i < Vectors; i++)
        {
            foreach (ref float value in vector.AsSpan())
            {
                value = random.NextSingle() - 0.5f;
            }

            store.Add(vector);
        }

        var query = new sbyte[model.Dimensions];
        Int8.Quantize(vector, query);
        var worths = new ushort[SignedRows.WholeBlocks(Vectors)];
        var times = new List<double>();
        for (int i = 0; i < 100; i++)
        {
            clock.Restart();
            store.Estimate(query, worths);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine($"signs of {Vectors} x {model.Dimensions}: p50 {times[50]:F2} ms, p99 {times[98]:F2} ms");
        return 0;
    }

    private static void Time(string what, int count, StaticEmbedding model, string text)
    {
        var vector = new float[model.Dimensions];
        for (int i = 0; i < count; i++)
        {
            model.Encode(text, vector);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < count; i++)
        {
            model.Encode(text, vector);
        }

        Console.WriteLine($"{what}: {clock.Elapsed.TotalMicroseconds / count:F1} us, {(double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / count:F1} bytes allocated");
    }
}
