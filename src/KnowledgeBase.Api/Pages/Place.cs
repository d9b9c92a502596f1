namespace KnowledgeBase.Api.Pages;

/// <summary>A workplace of the team, in the order of the links on top.</summary>
internal enum Place
{
    /// <summary>Where agents answer.</summary>
    Agent,

    /// <summary>Where writers write.</summary>
    Write,

    /// <summary>Where operators look.</summary>
    Admin,
}
