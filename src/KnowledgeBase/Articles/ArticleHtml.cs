using System.Net;
using System.Text.RegularExpressions;
using Ganss.Xss;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeBase.Articles;

/// <summary>An article made ready for a page.</summary>
/// <param name="Html">Safe HTML.</param>
/// <param name="Headings">Its headings, for a table of contents.</param>
public sealed record RenderedArticle(string Html, IReadOnlyList<ArticleHeading> Headings);

/// <summary>Turns Markdown into HTML that can do no harm, whoever wrote it: allow-lists of our own over Markdig and HtmlSanitizer.</summary>
public static class ArticleHtml
{
    private static readonly HtmlSanitizer Sanitizer = MakeSanitizer();
    private static readonly Lock Gate = new();

    /// <summary>The id of a heading in the page; prefixed, so that no heading can take the name of something of the page's own.</summary>
    public static string ElementId(string anchor) => "s-" + anchor;

    /// <summary>
    /// Renders <paramref name="markdown"/>. <paramref name="link"/> turns a link's target into an address of the site, or null to leave it;
    /// <paramref name="mayShow"/> says of which other sites' images are shown, by default of none.
    /// </summary>
    public static RenderedArticle Render(string markdown, Func<string, string?> link, Func<Uri, bool>? mayShow = null)
    {
        MarkdownDocument document;
        try
        {
            document = SafeMarkdown.Parse(markdown, ArticleContent.Pipeline);
        }
        catch (ArgumentException)
        {
            return new RenderedArticle("<pre>" + WebUtility.HtmlEncode(markdown) + "</pre>", []);
        }

        var headings = new List<ArticleHeading>();
        var anchors = new Anchors();
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            string text = PlainText.Of(heading);
            string anchor = anchors.Add(ref text);
            heading.GetAttributes().Id = ElementId(anchor);
            heading.Level = Math.Max(2, heading.Level); // the page's own h1 is the title
            headings.Add(new ArticleHeading(heading.Level, anchor, text));
        }

        foreach (var found in document.Descendants<LinkInline>())
        {
            if (found.IsImage && found.Url is { } image && (ImageFile.IsAddress(image) || (Uri.TryCreate(image, UriKind.Absolute, out var elsewhere) && elsewhere.Scheme == Uri.UriSchemeHttps && mayShow?.Invoke(elsewhere) == true)))
            {
                found.GetAttributes().AddPropertyIfNotExist("loading", "lazy");
                continue;
            }

            found.Url = found.Url is { Length: > 1 } url && url[0] == '#' ? "#" + ElementId(url[1..]) : link(found.Url ?? "") ?? found.Url;
            if (found.IsImage)
            {
                found.IsImage = false; // the text links there
            }
        }

        string html = document.ToHtml(ArticleContent.Pipeline);
        lock (Gate)
        {
            return new RenderedArticle(Sanitizer.Sanitize(html), headings);
        }
    }

    private static HtmlSanitizer MakeSanitizer()
    {
        var options = new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(
                ["p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "pre", "code", "em", "strong", "del", "a", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "br", "hr", "sup", "sub", "ins", "mark", "img"],
                StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(["href", "id", "start", "class", "src", "alt", "loading"], StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(["http", "https", "mailto"], StringComparer.OrdinalIgnoreCase),
            AllowedCssProperties = new HashSet<string>(),
            UriAttributes = new HashSet<string>(["href", "src"], StringComparer.OrdinalIgnoreCase),
        };
        var sanitizer = new HtmlSanitizer(options);
        sanitizer.PostProcessNode += (_, e) =>
        {
            if (e.Node is AngleSharp.Dom.IElement element)
            {
                if (element.LocalName == "pre")
                {
                    element.SetAttribute("tabindex", "0"); // it scrolls sideways, and keys must be able to
                }

                if (element.LocalName == "img" && !(element.GetAttribute("src") is { } source && (ImageFile.IsAddress(source) || source.StartsWith("https://", StringComparison.Ordinal))))
                {
                    element.Remove();
                }

                if (element.GetAttribute("class") is { } name && !Regex.IsMatch(name, "^language-[a-z0-9+-]{1,20}$"))
                {
                    element.RemoveAttribute("class");
                }

                if (element.GetAttribute("id") is { } id && !id.StartsWith("s-", StringComparison.Ordinal))
                {
                    element.RemoveAttribute("id");
                }

                if (element.GetAttribute("href") is { } href && !href.StartsWith('#'))
                {
                    if (href.StartsWith("//", StringComparison.Ordinal) || href.StartsWith("/\\", StringComparison.Ordinal))
                    {
                        element.RemoveAttribute("href");
                    }
                    else if (!href.StartsWith('/'))
                    {
                        element.SetAttribute("rel", "nofollow noopener noreferrer");
                    }
                }
            }
        };
        return sanitizer;
    }
}
