using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace KnowledgeBase.Articles;

/// <summary>What a block of an article is.</summary>
public enum BlockKind
{
    /// <summary>Running text.</summary>
    Paragraph,

    /// <summary>One item of a list, with all that belongs to it: a step.</summary>
    Item,

    /// <summary>A code block.</summary>
    Code,

    /// <summary>A table.</summary>
    Table,

    /// <summary>A quotation.</summary>
    Quote,

    /// <summary>A heading.</summary>
    Heading,
}

/// <summary>A piece of an article that is never cut: a paragraph, a step, a code block.</summary>
/// <param name="Start">Where it starts in <see cref="ArticleContent.Markdown"/>.</param>
/// <param name="Length">Its length there.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What a reader sees, without marks.</param>
/// <param name="Anchor">Anchor of the heading it stands under; empty above the first.</param>
public sealed record ArticleBlock(int Start, int Length, BlockKind Kind, string Text, string Anchor)
{
    /// <summary>Words of the text.</summary>
    public int Words { get; } = Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}

/// <summary>A heading of an article.</summary>
/// <param name="Level">1 to 6.</param>
/// <param name="Anchor">Its anchor, unique in the article.</param>
/// <param name="Text">Its text.</param>
public sealed record ArticleHeading(int Level, string Anchor, string Text);

/// <summary>An article taken apart into blocks; what passages and answers are made of.</summary>
public sealed class ArticleContent
{
    internal static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePreciseSourceLocation().UsePipeTables().UseTaskLists().UseAutoLinks().UseEmphasisExtras().DisableHtml().Build();

    private ArticleContent(string markdown, IReadOnlyList<ArticleBlock> blocks, IReadOnlyList<ArticleHeading> headings)
    {
        Markdown = markdown;
        Blocks = blocks;
        Headings = headings;
    }

    /// <summary>The plain Markdown (no components, no HTML).</summary>
    public string Markdown { get; }

    /// <summary>The blocks, in order, headings among them.</summary>
    public IReadOnlyList<ArticleBlock> Blocks { get; }

    /// <summary>The headings, in order.</summary>
    public IReadOnlyList<ArticleHeading> Headings { get; }

    /// <summary>All text a reader sees.</summary>
    public string Text => string.Join('\n', Blocks.Select(b => b.Text));

    /// <summary>Takes <paramref name="body"/> apart. Markdown too deeply nested to parse becomes one block of plain text.</summary>
    public static ArticleContent Of(string body)
    {
        string markdown = Mdx.ToMarkdown(body);
        MarkdownDocument document;
        try
        {
            document = SafeMarkdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            return Plain(markdown);
        }

        var blocks = new List<ArticleBlock>();
        var headings = new List<ArticleHeading>();
        var anchors = new Anchors();
        string anchor = "";
        foreach (var block in document)
        {
            if (block is HeadingBlock heading)
            {
                string text = PlainText.Of(heading);
                anchor = anchors.Add(ref text);
                headings.Add(new ArticleHeading(heading.Level, anchor, text));
                Add(heading, BlockKind.Heading, text);
            }
            else if (block is ListBlock list)
            {
                foreach (var item in list)
                {
                    Add(item, BlockKind.Item, PlainText.Of(item));
                }
            }
            else if (block is not LinkReferenceDefinitionGroup)
            {
                Add(block, KindOf(block), PlainText.Of(block));
            }
        }

        return new ArticleContent(markdown, blocks, headings);

        void Add(Block block, BlockKind kind, string text)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                int start = Math.Clamp(block.Span.Start, 0, markdown.Length);
                blocks.Add(new ArticleBlock(start, Math.Clamp(block.Span.Length, 0, markdown.Length - start), kind, text, anchor));
            }
        }
    }

    /// <summary>Content of text that is not Markdown: its paragraphs.</summary>
    public static ArticleContent Plain(string text)
    {
        var blocks = new List<ArticleBlock>();
        int at = 0;
        foreach (string paragraph in text.Split("\n\n"))
        {
            if (!string.IsNullOrWhiteSpace(paragraph))
            {
                blocks.Add(new ArticleBlock(at, paragraph.Length, BlockKind.Paragraph, paragraph, ""));
            }

            at += paragraph.Length + 2;
        }

        return new ArticleContent(text, blocks, []);
    }

    private static BlockKind KindOf(Block block) => block switch
    {
        CodeBlock => BlockKind.Code,
        Table => BlockKind.Table,
        QuoteBlock => BlockKind.Quote,
        _ => BlockKind.Paragraph,
    };
}
