using KnowledgeBase.Answering;
using KnowledgeBase.Store;

namespace KnowledgeBase.Api.Pages.Agents;

/// <summary>What an agent looks at: all of it is in the address, so that the page works without script.</summary>
/// <param name="Question">The question.</param>
/// <param name="Found">What was found for it.</param>
/// <param name="Open">Id of the article, or <see cref="TicketMark"/> and id of the ticket, in the preview; empty for none.</param>
/// <param name="Use">What the reply is made of: ids of articles, with a mark in front of a link or a ticket.</param>
/// <param name="Shape">How the reply must look.</param>
/// <param name="Find">What the agent searched for in place of the question; empty for the question itself.</param>
internal sealed record View(OpenQuestion Question, Response Found, string Open, IReadOnlyList<string> Use, ReplyShape Shape, string Find)
{
    public const string TicketMark = "ticket:";
    public const string LinkMark = "link:";

    /// <summary>The address of this view with other parts.</summary>
    public string Address(string? open = null, string? use = null, ReplyShape? shape = null)
    {
        var parts = new List<string>();
        if (Find.Length > 0)
        {
            parts.Add("find=" + Uri.EscapeDataString(Find));
        }

        if ((open ?? Open) is { Length: > 0 } opened)
        {
            parts.Add("open=" + Uri.EscapeDataString(opened));
        }

        foreach (string used in use is null ? Use : Use.Append(use).Distinct())
        {
            parts.Add("use=" + Uri.EscapeDataString(used));
        }

        parts.Add("shape=" + (shape ?? Shape).ToString().ToLowerInvariant());
        return $"/agent/{Question.Id}?{string.Join('&', parts)}";
    }

    /// <summary>The passages the reply is made of, in order; what is not among what was found is left out.</summary>
    public IReadOnlyList<Chosen> Passages()
    {
        var passages = new List<Chosen>();
        foreach (string used in Use)
        {
            bool link = used.StartsWith(LinkMark, StringComparison.Ordinal);
            if (used.StartsWith(TicketMark, StringComparison.Ordinal) && Found.Tickets.FirstOrDefault(t => t.Id == used[TicketMark.Length..]) is { } ticket)
            {
                passages.Add(new Chosen("", "", ticket.Answer));
            }
            else if (Found.Articles.FirstOrDefault(a => a.Id == (link ? used[LinkMark.Length..] : used) && a.Audience == KnowledgeBase.Articles.Audience.Public) is { Passage: { } passage } article)
            {
                passages.Add(new Chosen(article.Id, passage.Anchor, link ? "" : passage.Markdown));
            }
        }

        return passages;
    }
}
