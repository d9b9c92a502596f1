namespace KnowledgeBase.Semantics.Training;

/// <summary>Two texts that mean the same: a question and its answer, a heading and its section.</summary>
/// <param name="Source">Where they come from; pairs of one source are drawn together.</param>
/// <param name="Kind">How they were paired.</param>
/// <param name="Left">The shorter, question-like text.</param>
/// <param name="Right">The text that answers it.</param>
public sealed record TrainingPair(string Source, string Kind, string Left, string Right);
