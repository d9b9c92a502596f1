using System.Text;

namespace KnowledgeBase.Answering;

/// <summary>How a reply must look where it is sent.</summary>
public enum ReplyShape
{
    /// <summary>Plain text with a greeting, the passages and a sign-off.</summary>
    Email,

    /// <summary>At most 280 characters, the link among them.</summary>
    Tweet,

    /// <summary>Markdown for a forum.</summary>
    Community,
}

/// <summary>What a reply is made of.</summary>
/// <param name="Title">Title of the article; empty for what a colleague once answered.</param>
/// <param name="Url">Whole address of the article at the passage; empty when there is none.</param>
/// <param name="Markdown">The passage, word for word; empty for the link alone.</param>
public sealed record ReplyPassage(string Title, string Url, string Markdown);

/// <summary>Drafts a reply from passages an agent has chosen: their words, their links, and nothing made up.</summary>
public static class ReplyDraft
{
    /// <summary>Longest tweet, in characters.</summary>
    public const int MaxTweet = 280;

    /// <summary>The shape for a ticket's channel; e-mail when it is not known.</summary>
    public static ReplyShape ShapeOf(string channel) => channel.Trim().ToLowerInvariant() switch
    {
        "tweet" or "twitter" or "x" or "mastodon" or "social" => ReplyShape.Tweet,
        "community" or "forum" or "github" or "discussion" => ReplyShape.Community,
        _ => ReplyShape.Email,
    };

    /// <summary>The whole reply; <paramref name="link"/> gives the whole address of a link in passage number n, or null to leave it. No passages make the frame alone.</summary>
    public static string Of(ReplyShape shape, IReadOnlyList<ReplyPassage> passages, Func<int, string, string?> link)
    {
        if (shape == ReplyShape.Tweet)
        {
            return passages.Count == 0 ? "" : Tweet(passages[0]);
        }

        var reply = new StringBuilder(shape == ReplyShape.Email ? "Hello,\n\nthank you for writing to us.\n\n" : "Hi,\n\n");
        for (int i = 0; i < passages.Count; i++)
        {
            int at = i;
            reply.Append(Piece(shape, passages[i], url => link(at, url))).Append("\n\n");
        }

        return reply.Append(shape == ReplyShape.Email ? "If that does not help, answer this mail and we look again.\n\nKind regards,\nYour support team" : "Does that help?").ToString();
    }

    /// <summary>One passage as it stands in the reply.</summary>
    public static string Piece(ReplyShape shape, ReplyPassage passage, Func<string, string?> link)
    {
        if (shape == ReplyShape.Tweet)
        {
            return Tweet(passage);
        }

        bool plain = shape == ReplyShape.Email;
        string text = plain ? ReplyText.Plain(passage.Markdown, link) : ReplyText.Markdown(passage.Markdown, link);
        string source = passage.Url.Length == 0 ? "" : plain ? $"{passage.Title}\n{passage.Url}" : $"[{passage.Title}]({passage.Url})";
        return text.Length == 0 ? source : source.Length == 0 ? text : $"{text}\n\n{(plain ? "From: " : "From ")}{source}";
    }

    // As many whole sentences as fit before the link; the first one cut at a word when even it is too long.
    private static string Tweet(ReplyPassage passage)
    {
        int room = MaxTweet - passage.Url.Length - (passage.Url.Length > 0 ? 1 : 0);
        var sentences = ReplyText.Sentences(passage.Markdown);
        sentences = sentences.Count > 0 ? sentences : [passage.Title];
        string text = "";
        foreach (string sentence in sentences)
        {
            string longer = text.Length == 0 ? sentence : text + " " + sentence;
            if (longer.Length > room)
            {
                break;
            }

            text = longer;
        }

        text = text.Length > 0 ? text : Cut(sentences[0], room);
        return (text + " " + passage.Url).Trim();
    }

    private static string Cut(string sentence, int room)
    {
        if (room < 2 || sentence.Length <= room)
        {
            return room < 2 ? "" : sentence;
        }

        int end = sentence.LastIndexOf(' ', room - 1);
        end = end > 0 ? end : room - 1;
        return sentence[..(char.IsHighSurrogate(sentence[end - 1]) ? end - 1 : end)].TrimEnd(',', ';', ':', '.', ' ') + "…";
    }
}
