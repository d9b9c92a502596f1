namespace KnowledgeBase.Articles;

/// <summary>Who may read an article.</summary>
public enum Audience
{
    /// <summary>Everyone.</summary>
    Public,

    /// <summary>Support agents and above.</summary>
    Agent,
}

/// <summary>Where an article stands in its life; only published ones are found.</summary>
public enum ArticleState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Waiting for a second pair of eyes.</summary>
    Review,

    /// <summary>Live.</summary>
    Published,

    /// <summary>Kept, no longer shown.</summary>
    Archived,
}

/// <summary>What an article is about: lasting help, a live incident or a known issue.</summary>
public enum ArticleKind
{
    /// <summary>Lasting help.</summary>
    Help,

    /// <summary>Something is broken now.</summary>
    Incident,

    /// <summary>A bug that is known and not yet mended.</summary>
    KnownIssue,
}

/// <summary>One help article as its writer left it.</summary>
public sealed record Article
{
    /// <summary>Stable name, also the path of its page: lower-case segments joined by '/', at most 200 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The question it answers.</summary>
    public required string Title { get; init; }

    /// <summary>Shelf it stands on; may be empty.</summary>
    public string Category { get; init; } = "";

    /// <summary>Words a writer filed it under.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Who may read it.</summary>
    public Audience Audience { get; init; }

    /// <summary>Where it stands in its life.</summary>
    public ArticleState State { get; init; } = ArticleState.Published;

    /// <summary>What it is about.</summary>
    public ArticleKind Kind { get; init; }

    /// <summary>The day its facts were last checked, if the writer said so.</summary>
    public DateOnly? Updated { get; init; }

    /// <summary>Ids it was known by before; their pages lead here.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Other ways people ask what it answers; matched like its title, never shown.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [];

    /// <summary>The version of the product it speaks of, from front matter or its path (cli/v11/…); empty when it is not tied to one.</summary>
    public string Version { get; init; } = "";

    /// <summary>The front matter as written, without its fences; keys we do not know are kept here.</summary>
    public string FrontMatter { get; init; } = "";

    /// <summary>The Markdown (or MDX) below the front matter, as written.</summary>
    public required string Body { get; init; }
}
