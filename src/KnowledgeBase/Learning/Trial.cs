namespace KnowledgeBase.Learning;

/// <summary>How something learned did on questions it had not seen, beside what was there before.</summary>
/// <param name="Kind">What was learned: embedding or ranking.</param>
/// <param name="Questions">How many were asked.</param>
/// <param name="Before">Mean reciprocal rank of the right answer before, 0 to 1.</param>
/// <param name="After">The same with what was learned.</param>
/// <param name="Kept">True when it was surely better and goes on to serve.</param>
public sealed record Trial(string Kind, int Questions, double Before, double After, bool Kept);
