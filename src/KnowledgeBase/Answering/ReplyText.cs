using System.Text;
using KnowledgeBase.Articles;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeBase.Answering;

/// <summary>A passage of an article made fit to be sent: word for word, its links leading somewhere from anywhere.</summary>
internal static class ReplyText
{
    /// <summary>The Markdown with whole addresses; <paramref name="link"/> gives the address of a link's target, or null to leave it.</summary>
    public static string Markdown(string passage, Func<string, string?> link) => Edited(passage, document =>
        document.Descendants<LinkInline>().Where(l => !l.UrlSpan.IsEmpty && link(l.Url ?? "") is not null).Select(l => (l.UrlSpan.Start, l.UrlSpan.Length, link(l.Url!)!)));

    /// <summary>Plain text: a link's address behind its words, blocks of code set in by four spaces, no marks for code, bold and italic, no headings' signs. Marks and numbers of lists stay.</summary>
    public static string Plain(string passage, Func<string, string?> link) => Edited(passage, document => Edits(document, link));

    /// <summary>The sentences of the first paragraph or step, without marks and without what only leads up to a command ("Then run:").</summary>
    public static IReadOnlyList<string> Sentences(string passage)
    {
        string text = ArticleContent.Of(passage).Blocks.FirstOrDefault(b => b.Kind is BlockKind.Paragraph or BlockKind.Item)?.Text ?? "";
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var sentences = new List<string>();
        int from = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool ends = text[i] is '.' or '!' or '?' && (i + 1 == text.Length || (text[i + 1] == ' ' && i + 2 < text.Length && !char.IsLower(text[i + 2])));
            if (ends || i + 1 == text.Length)
            {
                sentences.Add(text[from..(i + 1)].Trim());
                from = i + 1;
            }
        }

        sentences.RemoveAll(s => s.EndsWith(':'));
        return sentences;
    }

    private static IEnumerable<(int Start, int Length, string Text)> Edits(MarkdownDocument document, Func<string, string?> link)
    {
        foreach (var node in document.Descendants())
        {
            switch (node)
            {
                case LinkInline found:
                    string words = Words(found), url = link(found.Url ?? "") ?? found.Url ?? "";
                    yield return (found.Span.Start, found.Span.Length, words.Length == 0 || words == url ? url : $"{words} ({url})");
                    break;
                case AutolinkInline bare:
                    yield return (bare.Span.Start, bare.Span.Length, bare.Url);
                    break;
                case CodeInline code when !code.FindParentOfType<LinkInline>().Any():
                    yield return (code.Span.Start, code.Span.Length, code.Content);
                    break;
                case LiteralInline { IsFirstCharacterEscaped: true } escaped when !escaped.FindParentOfType<LinkInline>().Any():
                    yield return (escaped.Span.Start, 1, "");
                    break;
                case HtmlEntityInline entity when !entity.FindParentOfType<LinkInline>().Any():
                    yield return (entity.Span.Start, entity.Span.Length, entity.Transcoded.ToString());
                    break;
                case EmphasisInline emphasis when !emphasis.FindParentOfType<LinkInline>().Any():
                    yield return (emphasis.Span.Start, emphasis.DelimiterCount, "");
                    yield return (emphasis.Span.End + 1 - emphasis.DelimiterCount, emphasis.DelimiterCount, "");
                    break;
                case FencedCodeBlock code:
                    string margin = new(' ', code.Column);
                    var lines = code.Lines.ToString().Split('\n').Select((line, i) => (i == 0 ? "" : margin) + "    " + line);
                    yield return (code.Span.Start, code.Span.Length, string.Join('\n', lines).TrimEnd());
                    break;
                case HeadingBlock { Level: > 0 } heading when heading.Inline?.FirstChild is { } first:
                    yield return (heading.Span.Start, Math.Max(0, first.Span.Start - heading.Span.Start), "");
                    break;
            }
        }
    }

    private static string Words(LinkInline link)
    {
        var words = new StringBuilder();
        foreach (var inline in link.Descendants())
        {
            words.Append(inline switch { LiteralInline text => text.Content.ToString(), CodeInline code => code.Content, HtmlEntityInline entity => entity.Transcoded.ToString(), _ => "" });
        }

        return words.ToString().Trim();
    }

    private static string Edited(string passage, Func<MarkdownDocument, IEnumerable<(int Start, int Length, string Text)>> edits)
    {
        passage = passage.ReplaceLineEndings("\n");
        MarkdownDocument document;
        try
        {
            document = SafeMarkdown.Parse(passage, ArticleContent.Pipeline);
        }
        catch (ArgumentException)
        {
            return passage; // too deeply nested to read
        }

        var text = new StringBuilder(passage);
        foreach (var (start, length, replacement) in edits(document).OrderByDescending(e => e.Start))
        {
            text.Remove(start, length).Insert(start, replacement);
        }

        return text.ToString().Trim();
    }
}
