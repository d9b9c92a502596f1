using KnowledgeBase.Articles;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Semantics.Training;

/// <summary>Pairs that a customer's own articles and resolved tickets hold.</summary>
public static class CustomerPairs
{
    /// <summary>Title with each passage, each heading with the passages under it, and each other way its question is asked with title and first passage.</summary>
    public static IEnumerable<TrainingPair> Of(Article article, ArticleContent content)
    {
        string title = article.Title;
        var headings = content.Headings.ToDictionary(h => h.Anchor, h => h.Text, StringComparer.Ordinal);
        var passages = Passages.Of(content).Where(p => p.Text.Length > 0).ToList();
        foreach (string question in article.Questions)
        {
            yield return new TrainingPair("questions", "q", question, title);
            if (passages.Count > 0)
            {
                yield return new TrainingPair("questions", "q", question, passages[0].Text);
            }
        }

        foreach (var passage in passages)
        {
            yield return new TrainingPair("articles", "t", title, passage.Text);
            if (headings.TryGetValue(passage.Anchor, out string? heading) && heading != title)
            {
                yield return new TrainingPair("articles", "h", title + " " + heading, passage.Text);
            }
        }
    }

    /// <summary>What was asked with what was answered, and with the title of each article that solved it.</summary>
    public static IEnumerable<TrainingPair> Of(Ticket ticket, Func<string, string?> titleOf)
    {
        string asked = (ticket.Subject + " " + ticket.Text).Trim();
        if (asked.Length == 0)
        {
            yield break;
        }

        if (ticket.Answer.Length > 0)
        {
            yield return new TrainingPair("answers", "a", asked, ticket.Answer);
        }

        foreach (string id in ticket.Articles)
        {
            if (titleOf(id) is { Length: > 0 } title)
            {
                yield return new TrainingPair("solutions", "s", asked, title);
            }
        }
    }
}
