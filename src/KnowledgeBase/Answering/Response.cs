using KnowledgeBase.Articles;

namespace KnowledgeBase.Answering;

/// <summary>The passage that answers, with how likely it does.</summary>
public sealed record Answer(string ArticleId, string Title, string Anchor, string Text, double Probability);

/// <summary>An article found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Category">Its shelf.</param>
/// <param name="Anchor">Heading of the passage that matched; empty above the first.</param>
/// <param name="Snippet">Where that passage matches.</param>
/// <param name="Probability">How likely the article answers, 0 to 1.</param>
/// <param name="Reasons">Why it stands where it stands.</param>
/// <param name="Audience">Who may read it: what only agents may read is never sent on.</param>
/// <param name="Passage">What of it would answer, word for word; for agents, who send it on, else null.</param>
/// <param name="Kind">A live incident or known issue that matches comes before what is more likely.</param>
public sealed record ArticleResult(
    string Id, string Title, string Category, string Anchor, IReadOnlyList<SnippetPart> Snippet, double Probability, IReadOnlyList<string> Reasons,
    Audience Audience = Audience.Public, AnswerPassage? Passage = null, ArticleKind Kind = ArticleKind.Help);

/// <summary>A similar resolved ticket; for agents only.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Subject">Its subject line; may be empty.</param>
/// <param name="Text">What the person wrote.</param>
/// <param name="Answer">What the agent answered.</param>
/// <param name="Similarity">How like the question it is, 0 to 1.</param>
/// <param name="Probability">How likely what solved it helps here too, 0 to 1.</param>
/// <param name="Articles">Ids of the articles that solved it.</param>
/// <param name="Snippet">Where its question matches.</param>
public sealed record TicketResult(
    string Id, string Subject, string Text, string Answer, double Similarity, double Probability, IReadOnlyList<string> Articles, IReadOnlyList<SnippetPart> Snippet);

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
/// <param name="ByWordsOnly">True when the embedding did not answer, so that only words were compared.</param>
public sealed record Response(
    string QueryId, string IndexVersion, string ModelVersion, bool Abstained, string? Reason, string? DidYouMean,
    IReadOnlyList<Answer> Answers, IReadOnlyList<ArticleResult> Articles, IReadOnlyList<TicketResult> Tickets, bool ByWordsOnly = false)
{
    /// <summary>A new <see cref="QueryId"/>.</summary>
    public static string NewId() => Guid.CreateVersion7().ToString("N");
}
