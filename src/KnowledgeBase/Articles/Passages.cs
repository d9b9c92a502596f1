using System.Text;

namespace KnowledgeBase.Articles;

/// <summary>A stretch of an article of about 90 words.</summary>
/// <param name="Anchor">Heading its middle stands under.</param>
/// <param name="FirstBlock">First block it touches.</param>
/// <param name="LastBlock">Last block it touches.</param>
/// <param name="Start">Where it begins in the text of <see cref="Passages.Cut"/>.</param>
/// <param name="Text">Its plain text.</param>
public sealed record Passage(string Anchor, int FirstBlock, int LastBlock, int Start, string Text);

/// <summary>Cuts an article into overlapping passages.</summary>
public static class Passages
{
    /// <summary>Words of a passage.</summary>
    public const int Words = 90;

    /// <summary>Words two neighbours share.</summary>
    public const int Overlap = 30;

    /// <summary>The passages of <paramref name="content"/>; at least one, empty when the article is.</summary>
    public static IReadOnlyList<Passage> Of(ArticleContent content) => Cut(content).Passages;

    /// <summary>The passages of <paramref name="content"/> and the text they are pieces of: its words, one blank between them, one line break between blocks.</summary>
    public static (string Text, IReadOnlyList<Passage> Passages) Cut(ArticleContent content)
    {
        var words = WordsOf(content);
        if (words.Count == 0)
        {
            return ("", [new Passage("", 0, 0, 0, "")]);
        }

        var ends = new List<int>(words.Count);
        string text = Join(content, words, ends);
        var passages = new List<Passage>();
        for (int from = 0; ; from += Words - Overlap)
        {
            int to = Math.Min(from + Words, words.Count);
            int middle = words[(from + to) / 2].Block, start = from == 0 ? 0 : ends[from - 1] + 1;
            passages.Add(new Passage(content.Blocks[middle].Anchor, words[from].Block, words[to - 1].Block, start, text[start..ends[to - 1]]));
            if (to == words.Count)
            {
                return (text, passages);
            }
        }
    }

    private static List<(int Block, Range Range)> WordsOf(ArticleContent content)
    {
        var words = new List<(int Block, Range Range)>();
        for (int b = 0; b < content.Blocks.Count; b++)
        {
            string text = content.Blocks[b].Text;
            int at = 0;
            while (at < text.Length)
            {
                while (at < text.Length && char.IsWhiteSpace(text[at]))
                {
                    at++;
                }

                int end = at;
                while (end < text.Length && !char.IsWhiteSpace(text[end]))
                {
                    end++;
                }

                if (end > at)
                {
                    words.Add((b, at..end));
                }

                at = end;
            }
        }

        return words;
    }

    // Notes where each word ends.
    private static string Join(ArticleContent content, List<(int Block, Range Range)> words, List<int> ends)
    {
        var text = new StringBuilder();
        for (int i = 0; i < words.Count; i++)
        {
            if (i > 0)
            {
                text.Append(words[i].Block == words[i - 1].Block ? ' ' : '\n');
            }

            text.Append(content.Blocks[words[i].Block].Text.AsSpan(words[i].Range));
            ends.Add(text.Length);
        }

        return text.ToString();
    }
}
