using Markdig;
using Markdig.Syntax;

namespace KnowledgeBase.Articles;

/// <summary>Parses Markdown that may be hostile: nesting is refused before it costs seconds.</summary>
internal static class SafeMarkdown
{
    private const int MaxDepth = 60;

    /// <summary>The parsed document; throws <see cref="ArgumentException"/> when it is nested too deeply.</summary>
    public static MarkdownDocument Parse(string markdown, MarkdownPipeline pipeline)
    {
        foreach (var range in markdown.AsSpan().Split('\n'))
        {
            if (Depth(markdown.AsSpan(range)) > MaxDepth)
            {
                throw new ArgumentException("The Markdown is nested too deeply.", nameof(markdown));
            }
        }

        return Markdown.Parse(markdown, pipeline);
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
        while (at < line.Length && line[at] is '>' or ' ' or '\t' or '-' or '+' or '*')
        {
            depth += line[at] is '>' ? 1 : 0;
            at++;
        }

        return Math.Max(deepest, Math.Max(depth, at / 8));
    }
}
