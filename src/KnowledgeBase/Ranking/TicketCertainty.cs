namespace KnowledgeBase.Ranking;

/// <summary>How likely what solved a resolved ticket helps with a question: logistic in their similarity (Platt 1999).</summary>
/// <param name="Slope">Weight of the similarity.</param>
/// <param name="Offset">Added to it.</param>
public sealed record TicketCertainty(double Slope, double Offset)
{
    /// <summary>The probability, 0 to 1, at <paramref name="similarity"/>, 0 to 1.</summary>
    public double Of(double similarity) => Certainty.Probability((Slope * similarity) + Offset);
}
