using KnowledgeBase.Answering;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Articles;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Api;

/// <summary>A passage an agent has chosen for a reply.</summary>
/// <param name="ArticleId">Its article; empty for what a colleague once answered.</param>
/// <param name="Anchor">Heading it stands under.</param>
/// <param name="Text">Its Markdown; empty for the link alone.</param>
public sealed record Chosen(string ArticleId, string Anchor, string Text);

/// <summary>Drafts replies whose links lead back to this site.</summary>
public static class Replies
{
    /// <summary>The draft, or what is wrong with a choice.</summary>
    /// <param name="engine">Knows the articles.</param>
    /// <param name="site">Address of the site, without a slash at the end.</param>
    /// <param name="shape">Where the reply is sent.</param>
    /// <param name="chosen">The passages, in order.</param>
    public static (ReplyView? Reply, string? Fault) Draft(Engine engine, string site, ReplyShape shape, IReadOnlyList<Chosen> chosen)
    {
        var passages = new List<ReplyPassage>();
        foreach (var choice in chosen)
        {
            if (choice.ArticleId.Length == 0)
            {
                passages.Add(new ReplyPassage("", "", choice.Text));
            }
            else if (engine.Store.GetArticle(choice.ArticleId)?.Article is not { } article || !Retriever.MaySee(Viewer.Agent, article))
            {
                return (null, $"There is no published article '{choice.ArticleId}'.");
            }
            else if (article.Audience == Audience.Agent)
            {
                return (null, $"'{article.Id}' is for agents only: it may not be sent on.");
            }
            else if (!Mdx.ToMarkdown(article.Body).Contains(choice.Text, StringComparison.Ordinal))
            {
                return (null, $"'{article.Id}' does not say this word for word. Take the passage from the suggestions again.");
            }
            else
            {
                passages.Add(new ReplyPassage(article.Title, site + Links.Article(article.Id, choice.Anchor), choice.Text));
            }
        }

        string? Address(int at, string url) =>
            chosen[at].ArticleId is not { Length: > 0 } from ? null
            : url.StartsWith('#') ? site + Links.Article(from, url[1..])
            : ArticleLinks.Target(from, url) is { } target ? site + Links.Article(target.Id, target.Anchor)
            : null;

        string text = ReplyDraft.Of(shape, passages, Address);
        return (new ReplyView(text, text.Length, [.. passages.Select((p, i) => ReplyDraft.Piece(shape, p, url => Address(i, url)))]), null);
    }
}
