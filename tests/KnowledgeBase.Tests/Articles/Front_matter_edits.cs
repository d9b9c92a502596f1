using KnowledgeBase.Articles;

namespace KnowledgeBase.Tests.Articles;

public sealed class Front_matter_edits
{
    [Theory]
    [InlineData("x", "---\nstate: draft\n---\nx")]
    [InlineData("---\ntitle: T # why\n---\nx", "---\ntitle: T # why\nstate: draft\n---\nx")]
    [InlineData("---\nstate:\n  published\ntitle: T\n---\nx", "---\nstate: draft\ntitle: T\n---\nx")]
    [InlineData("---\ndraft: true\nstatus: live\ntitle: T\n---\nx", "---\ntitle: T\nstate: draft\n---\nx")]
    [InlineData("---\nstate: draft # still\n---\nx", "---\nstate: draft # still\n---\nx")]
    [InlineData("+++\ntitle = \"T\"\n[other]\ny = 1\n+++\nx", "+++\nstate = \"draft\"\ntitle = \"T\"\n[other]\ny = 1\n+++\nx")]
    public void Only_the_state_changes(string before, string after) => Assert.Equal(after, FrontMatterEdit.WithState(before, ArticleState.Draft));

    [Fact]
    public void Json_is_changed_too() =>
        Assert.Equal(ArticleState.Review, Read(FrontMatterEdit.WithState("{\n\"title\": \"T\",\n\"mine\": [1]\n}\nx", ArticleState.Review)!).State);

    [Fact]
    public void What_cannot_be_read_is_left_alone() => Assert.Null(FrontMatterEdit.WithState("---\ntitle: [T\n---\nx", ArticleState.Draft));

    [Theory]
    [InlineData("yes")]
    [InlineData("42")]
    [InlineData("a: b # c")]
    [InlineData("- list")]
    [InlineData("\"quoted\" and 'more'")]
    [InlineData("@scope/name, E404 & {braces} [brackets] | > % ! * ~")]
    [InlineData("back\\slash and — é 😀")]
    public void Any_text_reads_back_as_it_was_set(string text)
    {
        string set = FrontMatterEdit.Set("---\ntitle: old\nquestions:\n  - a\n\n  - b\nmine: 1\n---\nx", new Dictionary<string, IReadOnlyList<string>> { ["title"] = [text], ["questions"] = [text, "c"] })!;
        Assert.Equal((text, text, "x"), (Read(set).Title, Read(set).Questions[0], Read(set).Body));
        Assert.Contains("\nmine: 1\n", set, StringComparison.Ordinal);
        Assert.Equal(2, Read(set).Questions.Count);
    }

    private static Article Read(string text) => ((ArticleFileResult.Parsed)ArticleFile.Parse("a.md", System.Text.Encoding.UTF8.GetBytes(text))).Article;
}
