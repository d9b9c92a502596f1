namespace KnowledgeBase.Intake;

/// <summary>A file or row that was not taken in, and what to do about it.</summary>
/// <param name="Where">File, and line where there is one.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Mend">What to do about it.</param>
public sealed record Refusal(string Where, string Problem, string Mend)
{
    /// <inheritdoc />
    public override string ToString() => $"{Where}: {Problem}. Mend: {Mend}.";
}

/// <summary>What an import did.</summary>
public sealed record ImportReport(int Added, int Updated, int Unchanged, int Removed, IReadOnlyList<Refusal> Refusals)
{
    /// <inheritdoc />
    public override string ToString() => $"{Added} added, {Updated} updated, {Unchanged} unchanged, {Removed} removed, {Refusals.Count} refused";
}
