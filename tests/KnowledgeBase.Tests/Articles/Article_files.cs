using System.Text;
using KnowledgeBase.Articles;

namespace KnowledgeBase.Tests.Articles;

public sealed class Article_files
{
    [Theory]
    [InlineData("---\ntitle: A\ntags: [x, y]\n---\nBody", "A", "x,y")]
    [InlineData("\ufeff---\r\ntitle: \"A\"\r\ntags: x, y\r\n---\r\nBody", "A", "x,y")]
    [InlineData("+++\ntitle = \"A\"\ntags = [\"x\", \"y\"]\n+++\nBody", "A", "x,y")]
    [InlineData("{\n\"title\": \"A\",\n\"keywords\": [\"x\", \"y\"]\n}\nBody", "A", "x,y")]
    [InlineData("# A\n\nBody", "A", "")]
    public void Every_front_matter_style_is_read(string text, string title, string tags)
    {
        var article = Parsed("install/thing.md", text);
        Assert.Equal(title, article.Title);
        Assert.Equal(tags, string.Join(',', article.Tags));
        Assert.Equal("Body", article.Body.Trim());
    }

    [Fact]
    public void Without_a_title_the_file_name_is_one() => Assert.Equal("Clear the cache", Parsed("install/clear-the-cache.md", "Text").Title);

    [Theory]
    [InlineData("a/b/index.mdx", "a/b")]
    [InlineData("cli/v11/npm-ci.md", "cli/v11/npm-ci")]
    public void The_id_is_the_path(string path, string id) => Assert.Equal(id, Parsed(path, "Text").Id);

    [Theory]
    [InlineData("cli/v7/commands/ci.md", "7")]
    [InlineData("cli/7.x/ci.md", "7.x")]
    [InlineData("guide/v10.2/ci.md", "10.2")]
    [InlineData("guide/10.2/ci.md", "10.2")]
    [InlineData("n1/3.md", "")]
    [InlineData("2024/release.md", "")]
    [InlineData("vault/7.md", "")]
    public void A_folder_that_looks_like_one_is_the_version_and_a_bare_number_is_not(string path, string version) => Assert.Equal(version, Parsed(path, "Text").Version);

    [Fact]
    public void Who_is_not_clearly_the_public_is_the_team() => Assert.Equal(Audience.Agent, Parsed("x.md", "---\ntitle: A\naudience: staff\n---\n").Audience);

    [Theory]
    [InlineData("---\ntitle: [unclosed\n---\nx")]
    [InlineData("---\ntitle: A\nstate: finished\n---\nx")]
    [InlineData("---\ntitle: A\nupdated: soon\n---\nx")]
    [InlineData("---\na: &x [1]\nb: [*x]\n---\nx")]
    [InlineData("bin\0ary")]
    public void What_cannot_be_read_is_refused_with_a_mend(string text)
    {
        var refused = Assert.IsType<ArticleFileResult.Refused>(ArticleFile.Parse("x.md", Encoding.UTF8.GetBytes(text)));
        Assert.NotEmpty(refused.Problem);
        Assert.NotEmpty(refused.Mend);
    }

    [Fact]
    public void Ten_megabytes_and_broken_utf8_are_refused()
    {
        Assert.IsType<ArticleFileResult.Refused>(ArticleFile.Parse("x.md", new byte[10 * 1024 * 1024]));
        Assert.IsType<ArticleFileResult.Refused>(ArticleFile.Parse("x.md", [0xC3, 0x28, 0x41]));
    }

    [Fact]
    public void Mdx_components_go_and_what_they_enclose_stays() =>
        Assert.Equal(
            "\nSee **this** and `<b>` here.\n```\n<Note>{x}</Note>\n```",
            Mdx.ToMarkdown("import X from './x'\nSee <Note type=\"a\">**this**</Note> and `<b>` {props.y}here.\n```\n<Note>{x}</Note>\n```"));

    private static Article Parsed(string path, string text) =>
        Assert.IsType<ArticleFileResult.Parsed>(ArticleFile.Parse(path, Encoding.UTF8.GetBytes(text))).Article;
}
