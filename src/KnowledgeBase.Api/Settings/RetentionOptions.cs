using System.ComponentModel.DataAnnotations;

namespace KnowledgeBase.Api.Settings;

/// <summary>Settings under <c>KnowledgeBase:Retention</c>, in days, 0 to 36,500; 0 keeps for ever.</summary>
public sealed class RetentionOptions
{
    private const int Most = 36_500;

    /// <summary>Searches and what was done with their results; default 400: a year can be compared with the one before.</summary>
    [Range(0, Most)]
    public int SearchDays { get; set; } = 400;

    /// <summary>Questions, whatever became of them; default 400. The resolved ticket one became stays.</summary>
    [Range(0, Most)]
    public int QuestionDays { get; set; } = 400;
}
