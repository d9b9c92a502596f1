namespace KnowledgeBase.Learning;

/// <summary>One labelled row to learn from: a candidate of a question, and whether it answers.</summary>
/// <param name="Group">Number of the question; rows of one question are never split.</param>
/// <param name="Rank">Place of the candidate by the fused score, from 0.</param>
/// <param name="Features">Feature vector.</param>
/// <param name="Answers">True when it answers the question.</param>
public sealed record Judgment(int Group, int Rank, float[] Features, bool Answers);
