using System.Diagnostics;

namespace KnowledgeBase.Benchmarks;

/// <summary>What the questions cost in one system: CPU and wall time in milliseconds, bytes allocated.</summary>
internal sealed class SpeedSamples(string name, Action<string> ask)
{
    private readonly List<double> cpu = [];
    private readonly List<double> wall = [];
    private readonly List<double> bytes = [];

    public string Name => name;

    public void Ask(string question, bool measure)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread(), began = Stopwatch.GetTimestamp();
        double used = ThreadClock.Milliseconds();
        ask(question);
        used = ThreadClock.Milliseconds() - used;
        if (measure)
        {
            cpu.Add(used);
            wall.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            bytes.Add(GC.GetAllocatedBytesForCurrentThread() - allocated);
        }
    }

    public double Cpu(double share) => At(cpu, share);

    public double Wall(double share) => At(wall, share);

    public double Bytes(double share) => At(bytes, share);

    private static double At(List<double> values, double share)
    {
        values.Sort();
        return values[(int)Math.Min(values.Count - 1, share * values.Count)];
    }
}
