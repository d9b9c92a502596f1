using System.Text;
using KnowledgeBase.Articles;

namespace KnowledgeBase.Tests.Articles;

public sealed class Article_fields
{
    public static TheoryData<string> OurArticles => [.. Directory.GetFiles(Repository.Articles, "*.md", SearchOption.AllDirectories).Take(40)];

    [Theory]
    [MemberData(nameof(OurArticles))]
    public void A_form_sent_back_unchanged_changes_not_a_byte(string file)
    {
        string text = File.ReadAllText(file);
        Assert.Equal(text, Fields(text).Text(text));
    }

    [Theory]
    [InlineData("# Heading as title\n\nText\n")]
    [InlineData("---\nx: 1\n---\n# Heading as title\n\nText\n")]
    [InlineData("+++\ntitle = \"T\"\nkeywords = [\"a\", \"b\"]\n+++\n\nText\n")]
    [InlineData("---\ntitle: T\nkeywords: a, b # two\nlastmod: 2026-01-02\nredirect_from:\n  - /old\n---\nText\n")]
    public void Other_ways_of_writing_stay_as_they_are(string text) => Assert.Equal(text, Fields(text).Text(text));

    [Fact]
    public void Only_what_was_changed_is_written()
    {
        string text = "---\ntitle: T\nmine: [1, 2] # kept\nkeywords: a, b\n---\n\nText\n";
        Assert.Equal("---\ntitle: T\nmine: [1, 2] # kept\nowner: Kim\ntags: [a, c]\n---\n\nText\n", Sorted((Fields(text) with { Tags = ["a", "c"], Owner = "Kim" }).Text(text)!));
    }

    [Fact]
    public void A_new_article_reads_back_as_it_was_filled_in()
    {
        var fields = new ArticleFields
        {
            Title = "Why: \"E404\"?",
            Category = "Publishing",
            Tags = ["a", "b"],
            Audience = Audience.Agent,
            State = ArticleState.Review,
            Kind = ArticleKind.KnownIssue,
            Updated = new DateOnly(2026, 11, 24),
            Owner = "Kim #1",
            Aliases = ["old/one", "old/two"],
            Questions = ["one, with a comma", "two"],
            Body = "---\nnot front matter\n",
        };
        Assert.Equivalent(fields, Fields(fields.Text("")!), strict: true);
    }

    [Fact]
    public void A_text_with_broken_front_matter_is_left_alone() => Assert.Null(new ArticleFields { Title = "x" }.Text("---\ntitle: [T\n---\nx"));

    // The order of the lines that are new is not promised.
    private static string Sorted(string text)
    {
        string[] lines = text.Split('\n');
        int from = Array.IndexOf(lines, "mine: [1, 2] # kept") + 1, to = Array.LastIndexOf(lines, "---");
        Array.Sort(lines, from, to - from, StringComparer.Ordinal);
        return string.Join('\n', lines);
    }

    private static ArticleFields Fields(string text) => ArticleFields.Of(((ArticleFileResult.Parsed)ArticleFile.Parse("x.md", Encoding.UTF8.GetBytes(text))).Article);
}
