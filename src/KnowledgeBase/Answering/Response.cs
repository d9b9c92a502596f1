namespace KnowledgeBase.Answering;

/// <summary>The passage that answers, with how likely it does.</summary>
public sealed record Answer(string ArticleId, string Title, string Anchor, string Text, double Probability);

/// <summary>An article found.</summary>
public sealed record ArticleResult(
    string Id, string Title, string Category, string Anchor, IReadOnlyList<SnippetPart> Snippet, double Probability, IReadOnlyList<string> Reasons);

/// <summary>A similar resolved ticket; for agents only.</summary>
public sealed record TicketResult(string Id, string Subject, string Text, string Answer, double Similarity, IReadOnlyList<string> Articles);

/// <summary>What the service says to a question.</summary>
/// <param name="QueryId">Names this query in later events.</param>
/// <param name="IndexVersion">Number of the last change the index has seen.</param>
/// <param name="ModelVersion">The ranking model that judged.</param>
/// <param name="Abstained">True when no article is likely enough to answer.</param>
/// <param name="Reason">Why it stays silent, in plain words; null when it answers.</param>
/// <param name="DidYouMean">The question with misspelt words mended, or null.</param>
/// <param name="Answers">The passage that answers; empty when it abstains.</param>
/// <param name="Articles">Articles, most probable first; guesses when it abstains.</param>
/// <param name="Tickets">Similar resolved tickets; empty for the public.</param>
public sealed record Response(
    string QueryId, string IndexVersion, string ModelVersion, bool Abstained, string? Reason, string? DidYouMean,
    IReadOnlyList<Answer> Answers, IReadOnlyList<ArticleResult> Articles, IReadOnlyList<TicketResult> Tickets);
