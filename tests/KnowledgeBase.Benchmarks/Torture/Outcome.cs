namespace KnowledgeBase.Benchmarks.Torture;

/// <summary>How a torture ended.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Figures">How much of it, and how long things took.</param>
/// <param name="Faults">What was not as it must be; empty when all is well.</param>
internal sealed record Outcome(string Name, string Figures, IReadOnlyList<string> Faults)
{
    /// <summary>A line of the table of results.</summary>
    public override string ToString() => $"| {Name} | {Figures} | {(Faults.Count == 0 ? "none" : string.Join("; ", Faults.Take(5)))} |";
}
