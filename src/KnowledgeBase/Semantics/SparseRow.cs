namespace KnowledgeBase.Semantics;

/// <summary>A text as weighted term numbers, ascending, of unit length.</summary>
/// <param name="Terms">Term numbers, ascending.</param>
/// <param name="Weights">Their weights, as many as terms.</param>
public readonly record struct SparseRow(int[] Terms, float[] Weights);
