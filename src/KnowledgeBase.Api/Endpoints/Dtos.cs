using KnowledgeBase.Answering;
using KnowledgeBase.Articles;
using KnowledgeBase.Intake;
using KnowledgeBase.Store;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>A ticket or message to find answers for.</summary>
public sealed class SuggestRequest
{
    /// <summary>Subject line, if there is one.</summary>
    /// <example>Cannot publish my package</example>
    public string? Subject { get; init; }

    /// <summary>What the person wrote, 1 to 20,000 characters.</summary>
    /// <example>npm ERR! code E404 when I run npm publish on @acme/widgets</example>
    public required string Text { get; init; }

    /// <summary>Where it came from: email, tweet, community.</summary>
    /// <example>email</example>
    public string? Channel { get; init; }

    /// <summary>How many articles at most, 1 to 50; default 5.</summary>
    /// <example>3</example>
    public int? K { get; init; }
}

/// <summary>An article to write.</summary>
public sealed class ArticleRequest
{
    /// <summary>Its id, the path of its page.</summary>
    /// <example>install/eacces</example>
    public required string Id { get; init; }

    /// <summary>Markdown with front matter.</summary>
    /// <example>---&#10;title: How do I fix EACCES?&#10;category: Installing&#10;---&#10;Install Node.js with a version manager.</example>
    public required string Markdown { get; init; }
}

/// <summary>Markdown to look at before it is published.</summary>
public sealed class PreviewRequest
{
    /// <summary>The id it has or will have, for its links to others; may be left out.</summary>
    /// <example>install/eacces</example>
    public string? Id { get; init; }

    /// <summary>Markdown, with or without front matter.</summary>
    /// <example>---&#10;title: How do I fix EACCES?&#10;---&#10;Install Node.js with a version manager.</example>
    public required string Markdown { get; init; }
}

/// <summary>A resolved ticket.</summary>
public sealed class TicketRequest
{
    /// <summary>Its id in the system it comes from.</summary>
    /// <example>T-1001</example>
    public required string Id { get; init; }

    /// <summary>When it was opened; now when left out.</summary>
    /// <example>2026-03-01T09:30:00Z</example>
    public DateTimeOffset? Created { get; init; }

    /// <summary>email, tweet, community or another word.</summary>
    /// <example>community</example>
    public string? Channel { get; init; }

    /// <summary>Subject line.</summary>
    /// <example>EACCES on my new laptop</example>
    public string? Subject { get; init; }

    /// <summary>What the person wrote.</summary>
    /// <example>npm install -g says EACCES: permission denied</example>
    public required string Text { get; init; }

    /// <summary>What the agent answered.</summary>
    /// <example>Please install Node.js with a version manager.</example>
    public string? Answer { get; init; }

    /// <summary>Ids of the articles that solved it.</summary>
    /// <example>["install/eacces"]</example>
    public IReadOnlyList<string>? Articles { get; init; }

    /// <summary>Who asked, like an e-mail address or a customer number: kept as a hash only, to erase by; at most 320 characters.</summary>
    /// <example>kim@example.com</example>
    public string? Requester { get; init; }
}

/// <summary>Something a person did with results.</summary>
public sealed class EventRequest
{
    /// <summary>The query it belongs to.</summary>
    /// <example>019ab1c2d3e4f5061728394a5b6c7d8e</example>
    public required string QueryId { get; init; }

    /// <summary>click, helpful, not_helpful, solved, rejected or another word.</summary>
    /// <example>helpful</example>
    public required string ActionName { get; init; }

    /// <summary>Id of the article or ticket.</summary>
    /// <example>install/eacces</example>
    public string? ObjectId { get; init; }

    /// <summary>Its place among the results, from 1.</summary>
    /// <example>1</example>
    public int? Position { get; init; }

    /// <summary>A word of why.</summary>
    /// <example>the path on Windows is missing</example>
    public string? Message { get; init; }
}

/// <summary>A state to move an article to.</summary>
public sealed class PublishRequest
{
    /// <summary>draft, inReview, published or archived; published when left out.</summary>
    /// <example>published</example>
    public string? State { get; init; }
}

/// <summary>An article as the API gives it.</summary>
/// <param name="Id" example="install/eacces">Its id.</param>
/// <param name="Title" example="How do I fix EACCES?">The question it answers.</param>
/// <param name="Category" example="Installing">Its shelf.</param>
/// <param name="Tags" example="[&quot;eacces&quot;]">Words it is filed under.</param>
/// <param name="Audience" example="public">public or agent.</param>
/// <param name="State" example="published">draft, inReview, published or archived.</param>
/// <param name="Updated" example="2026-11-24">Day its facts were last checked.</param>
/// <param name="Revision" example="3">Number of this revision.</param>
/// <param name="Url" example="/articles/install/eacces">Its page.</param>
/// <param name="Markdown" example="Install Node.js with a version manager.">Its Markdown without front matter.</param>
/// <param name="Text">For writers: its whole text, as one sends it back.</param>
/// <param name="InFile">For writers: what its file holds instead, when both were changed.</param>
public sealed record ArticleView(
    string Id, string Title, string Category, IReadOnlyList<string> Tags, string Audience, string State, string? Updated, long Revision, string Url, string Markdown,
    string? Text = null, string? InFile = null)
{
    /// <summary>The view of a stored article.</summary>
    public static ArticleView Of(StoredArticle stored) => new(
        stored.Article.Id, stored.Article.Title, stored.Article.Category, stored.Article.Tags,
        stored.Article.Audience == KnowledgeBase.Articles.Audience.Public ? "public" : "agent", StateNames.Of(stored.Article.State),
        stored.Article.Updated?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        stored.Revision, "/articles/" + stored.Article.Id, stored.Article.Body);

    /// <summary>The view a writer gets.</summary>
    public static ArticleView Of(OpenedArticle opened) => Of(opened.Stored) with { Text = opened.Markdown, InFile = opened.InFile };
}

/// <summary>The names of article states in the API.</summary>
public static class StateNames
{
    /// <summary>The name of a state.</summary>
    public static string Of(ArticleState state) => state switch
    {
        ArticleState.Draft => "draft",
        ArticleState.Review => "inReview",
        ArticleState.Published => "published",
        _ => "archived",
    };

    /// <summary>The state with this name, or null.</summary>
    public static ArticleState? Parse(string name) =>
        Enum.GetValues<ArticleState>().Cast<ArticleState?>().FirstOrDefault(s => Of(s!.Value).Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>An article among search results.</summary>
/// <param name="Id" example="install/eacces">Its id.</param>
/// <param name="Title" example="How do I fix EACCES (permission denied) when I install a package globally?">Its title.</param>
/// <param name="Url" example="/articles/install/eacces#s-what-you-see">Its page, at the heading that matches best.</param>
/// <param name="Anchor" example="what-you-see">That heading's anchor; empty for the start of the article.</param>
/// <param name="Snippet" example="npm error code **EACCES**">Where it matches; the telling words of the question stand between ** and **.</param>
/// <param name="Probability" example="0.94">How likely it answers, 0 to 1, calibrated.</param>
/// <param name="Reasons" example="[&quot;same code EACCES&quot;]">Why it is here, in plain words.</param>
/// <param name="Audience" example="public">public, or agent for what is never sent on.</param>
/// <param name="Passage">What of it would answer; for agents only.</param>
public sealed record ArticleHit(
    string Id, string Title, string Url, string Anchor, string Snippet, double Probability, IReadOnlyList<string> Reasons, string Audience, PassageHit? Passage);

/// <summary>A passage of an article.</summary>
/// <param name="Anchor" example="">Heading it stands under; empty above the first.</param>
/// <param name="Text" example="Install Node.js with a version manager.">Markdown, to the letter as the article has it.</param>
public sealed record PassageHit(string Anchor, string Text);

/// <summary>A resolved ticket like the question.</summary>
/// <param name="Id" example="T-1001">Its id.</param>
/// <param name="Subject" example="EACCES on my new laptop">Subject line; may be empty.</param>
/// <param name="Text" example="npm install -g says EACCES: permission denied">What the person wrote.</param>
/// <param name="Answer" example="Please install Node.js with a version manager.">What the agent answered.</param>
/// <param name="Similarity" example="0.71">How like the question it is, 0 to 1.</param>
/// <param name="Probability" example="0.83">How likely what solved it helps here too, 0 to 1; fitted to resolved tickets as they came in.</param>
/// <param name="Articles" example="[&quot;install/eacces&quot;]">Ids of the articles that solved it.</param>
/// <param name="Snippet" example="npm install -g says **EACCES**: permission denied">Where it matches, as for articles.</param>
/// <param name="Reasons" example="[&quot;both mention EACCES&quot;]">Why it is here, in plain words.</param>
public sealed record TicketHit(
    string Id, string Subject, string Text, string Answer, double Similarity, double Probability, IReadOnlyList<string> Articles, string Snippet, IReadOnlyList<string> Reasons)
{
    /// <summary>The view of a ticket found.</summary>
    public static TicketHit Of(TicketResult t) => new(
        t.Id, t.Subject, t.Text, t.Answer, t.Similarity, t.Probability, t.Articles, Marks.Of(t.Snippet), Shared(t) is { Length: > 0 } shared ? ["both mention " + shared] : ["about the same topic"]);

    private static string Shared(TicketResult t) => string.Join(", ", t.Snippet.Where(p => p.Hit).Select(p => p.Text).Distinct(StringComparer.OrdinalIgnoreCase).Take(4));
}

/// <summary>Marks the hits of a snippet in plain text.</summary>
internal static class Marks
{
    public static string Of(IReadOnlyList<SnippetPart> snippet) => string.Concat(snippet.Select(p => p.Hit ? $"**{p.Text}**" : p.Text));
}

/// <summary>The passage that answers.</summary>
/// <param name="ArticleId" example="install/eacces">Article it stands in.</param>
/// <param name="Anchor" example="">Heading it stands under; empty above the first.</param>
/// <param name="Text" example="Install Node.js with a version manager.">Markdown, to the letter as the article has it.</param>
/// <param name="Probability" example="0.94">How likely it answers, 0 to 1, calibrated.</param>
public sealed record AnswerHit(string ArticleId, string Anchor, string Text, double Probability);

/// <summary>Answer of search and suggest.</summary>
/// <param name="QueryId" example="019ab1c2d3e4f5061728394a5b6c7d8e">Names this query in later events.</param>
/// <param name="IndexVersion" example="533">Number of the last change the index has seen.</param>
/// <param name="ModelVersion" example="own-logistic">The ranking model that judged.</param>
/// <param name="Abstained" example="false">True when no article is likely enough to answer; the articles are guesses then.</param>
/// <param name="Reason">Why it stays silent; left out when it answers.</param>
/// <param name="DidYouMean">The question with misspelt words mended; left out when there are none.</param>
/// <param name="Answers">The passage that answers; empty when it abstains.</param>
/// <param name="Articles">Articles, most probable first.</param>
/// <param name="Tickets">Similar resolved tickets; always empty for search.</param>
/// <param name="Semantic" example="unavailable">unavailable when the embedding did not answer and only words were compared; else left out.</param>
public sealed record SearchResponse(
    string QueryId, string IndexVersion, string ModelVersion, bool Abstained, string? Reason, string? DidYouMean,
    IReadOnlyList<AnswerHit> Answers, IReadOnlyList<ArticleHit> Articles, IReadOnlyList<TicketHit> Tickets, string? Semantic = null)
{
    /// <summary>The view of a response.</summary>
    public static SearchResponse Of(Response r) => new(
        r.QueryId, r.IndexVersion, r.ModelVersion, r.Abstained, r.Reason, r.DidYouMean,
        [.. r.Answers.Select(a => new AnswerHit(a.ArticleId, a.Anchor, a.Text, a.Probability))],
        [.. r.Articles.Select(a => new ArticleHit(
            a.Id, a.Title, Links.Article(a.Id, a.Anchor), a.Anchor,
            Marks.Of(a.Snippet), a.Probability, a.Reasons, a.Audience == Audience.Agent ? "agent" : "public",
            a.Passage is null ? null : new PassageHit(a.Passage.Anchor, a.Passage.Markdown)))],
        [.. r.Tickets.Select(TicketHit.Of)], r.ByWordsOnly ? "unavailable" : null);
}

/// <summary>Addresses of the site.</summary>
public static class Links
{
    /// <summary>The address people reach this site by, as the request came, without a slash at the end.</summary>
    public static string Site(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";

    /// <summary>An id as part of an address.</summary>
    public static string Path(string id) => string.Join('/', id.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The page of an article, at a heading when one is named.</summary>
    public static string Article(string id, string anchor = "") =>
        "/articles/" + Path(id) + (anchor.Length == 0 ? "" : "#" + ArticleHtml.ElementId(anchor));
}
