namespace KnowledgeBase.Semantics.Training;

/// <summary>How far a training is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Mean loss of the last steps, in nats; falls as it learns.</param>
/// <param name="Elapsed">Time since it began or was resumed.</param>
/// <param name="Remaining">Time it will need at this pace.</param>
public sealed record TrainingProgress(int Step, int Steps, double Loss, TimeSpan Elapsed, TimeSpan Remaining);
