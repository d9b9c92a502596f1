using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeBase.Articles;

/// <summary>Parses Markdown that may be hostile: nesting is refused before it costs seconds.</summary>
internal static class SafeMarkdown
{
    private const int MaxDepth = 60;
    private const int MaxLength = 400_000; // characters: some hundred pages
    private const int MaxMarks = 6_000; // our articles have 300, ends of lines among them; what many of them cost grows faster than their number

    private static readonly System.Buffers.SearchValues<char> Marks = System.Buffers.SearchValues.Create("`*_[]()<>&|~^+=!#$:{}\n");

    /// <summary>The parsed document; throws <see cref="ArgumentException"/> when it is too long, nested too deeply, or made of little but marks and lines.</summary>
    public static MarkdownDocument Parse(string markdown, MarkdownPipeline pipeline)
    {
        if (markdown.Length > MaxLength || MarksIn(markdown) > MaxMarks)
        {
            throw new ArgumentException("The Markdown is too long.", nameof(markdown));
        }

        foreach (var range in markdown.AsSpan().Split('\n'))
        {
            if (Depth(markdown.AsSpan(range)) > MaxDepth)
            {
                throw new ArgumentException("The Markdown is nested too deeply.", nameof(markdown));
            }
        }

        var document = Markdown.Parse(markdown, pipeline);
        return document.Descendants<LeafBlock>().Any(block => IsDeep(block.Inline))
            ? throw new ArgumentException("The Markdown is nested too deeply.", nameof(markdown))
            : document;
    }

    // Marks of one paragraph nest over its lines; whoever writes them out goes as deep as they do.
    private static bool IsDeep(ContainerInline? root)
    {
        var open = new Stack<(ContainerInline Inline, int Depth)>();
        for (var (at, depth) = (root, 1); at is not null; (at, depth) = open.TryPop(out var next) ? next : (null, 0))
        {
            if (depth > MaxDepth)
            {
                return true;
            }

            foreach (var child in at.OfType<ContainerInline>())
            {
                open.Push((child, depth + 1));
            }
        }

        return false;
    }

    private static int MarksIn(ReadOnlySpan<char> text)
    {
        int marks = 0;
        for (int at = text.IndexOfAny(Marks); at >= 0; at = text.IndexOfAny(Marks))
        {
            marks++;
            text = text[(at + 1)..];
        }

        return marks;
    }

    // Length of the number of a list's item that a text begins with, or 0.
    private static int Number(ReadOnlySpan<char> text)
    {
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && text[digits..] is ['.' or ')', ' ' or '\t', ..] ? digits + 1 : 0;
    }

    // How deep the marks at the start of a line, or brackets in it, may nest.
    private static int Depth(ReadOnlySpan<char> line)
    {
        int depth = 0, brackets = 0, deepest = 0;
        foreach (char c in line)
        {
            if (c is '[' or '(' or '*' or '_' or '!')
            {
                deepest = Math.Max(deepest, ++brackets);
            }
            else if (c is not ('>' or ' ' or '\t' or '-' or '+'))
            {
                brackets = 0;
            }
        }

        int at = 0;
        for (int mark = 1; mark > 0; at += mark)
        {
            var rest = line[at..];
            mark = rest is ['>' or ' ' or '\t' or '-' or '+' or '*', ..] ? 1 : Number(rest);
            depth += mark > 1 || rest is ['>', ..] ? 1 : 0;
        }

        return Math.Max(deepest, Math.Max(depth, at / 8));
    }
}
