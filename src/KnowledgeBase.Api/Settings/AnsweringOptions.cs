using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Ranking;

namespace KnowledgeBase.Api.Settings;

/// <summary>Settings under <c>KnowledgeBase:Answering</c>.</summary>
public sealed class AnsweringOptions
{
    /// <summary>Share of answers that should be right, 0.5 to 0.99; default 0.85. Below the probability that gives it the service stays silent.</summary>
    [Range(0.5, 0.99)]
    public double TargetPrecision { get; set; } = Ranker.DefaultTargetPrecision;

    /// <summary>How many answers are kept, until the next change of an article or ticket, for who asks the same again; default 500, about 10 MB. 0: none.</summary>
    [Range(0, 100_000)]
    public int Remembered { get; set; } = 500;
}
