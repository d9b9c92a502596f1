using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Ranking;

/// <summary>How likely what solved a resolved ticket helps with a question: logistic in their similarity (Platt 1999) and in how much the question says, for a question of one word is like many tickets that are not like each other.</summary>
/// <param name="Slope">Weight of the similarity.</param>
/// <param name="Offset">Added to it.</param>
/// <param name="Said">Weight of how much the question says.</param>
public sealed record TicketCertainty(double Slope, double Offset, double Said = 0)
{
    /// <summary>The probability, 0 to 1, that what solved <paramref name="near"/> helps.</summary>
    public double Of(in SimilarTicket near) => Certainty.Probability((Slope * near.Similarity) + (Said * near.Said) + Offset);
}
