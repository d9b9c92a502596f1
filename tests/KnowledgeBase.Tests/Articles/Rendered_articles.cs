using KnowledgeBase.Articles;

namespace KnowledgeBase.Tests.Articles;

public sealed class Rendered_articles
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt&#58;alert(1))")]
    [InlineData("[x](data:text/html;base64,AAAA)")]
    [InlineData("[x](//evil.example/x)")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("![x](https://evil.example/pixel.png)")]
    [InlineData("<form action=/x><input type=password></form>")]
    [InlineData("text {onclick=alert(1)}")]
    [InlineData("<svg onload=alert(1)><a xlink:href=javascript:alert(1)>x</a></svg>")]
    public void Hostile_markdown_can_do_no_harm(string markdown)
    {
        string html = ArticleHtml.Render(markdown, _ => null).Html.ToLowerInvariant();
        foreach (string bad in (string[])["<script", "<img", "<form", "<input", "<svg", "href=\"javascript", "href=\"data", "href=\"//"])
        {
            Assert.DoesNotContain(bad, html);
        }

        Assert.DoesNotMatch("<[a-z][^>]*\\son[a-z]+=", html);
    }

    [Fact]
    public void Deep_nesting_is_shown_as_text_at_once()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        string html = ArticleHtml.Render(new string('>', 100_000) + " x", _ => null).Html;
        Assert.StartsWith("<pre>", html);
        Assert.True(watch.ElapsedMilliseconds < 2000, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Headings_get_anchors_that_cannot_clash() =>
        Assert.Contains("<h2 id=\"s-fix-it-1\">", ArticleHtml.Render("## Fix it\n\n## Fix it", _ => null).Html);
}
