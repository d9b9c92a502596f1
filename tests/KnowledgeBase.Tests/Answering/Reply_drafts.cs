using KnowledgeBase.Answering;

namespace KnowledgeBase.Tests.Answering;

public sealed class Reply_drafts
{
    private const string Steps = "1. Run `npm config get prefix`, as in [the guide](../install/prefix.md#where).\n2. **Then** move it:\n\n   ```sh\n   mkdir ~/.npm-global\n   ```\n";
    private const string Url = "https://help.example/articles/install/eacces#s-mend";

    private static readonly ReplyPassage Passage = new("How do I fix EACCES?", Url, Steps);

    [Fact]
    public void An_email_greets_gives_the_steps_with_whole_addresses_and_signs_off() =>
        Assert.Equal(
            $"""
            Hello,

            thank you for writing to us.

            1. Run npm config get prefix, as in the guide (https://help.example/x).
            2. Then move it:

                   mkdir ~/.npm-global

            From: How do I fix EACCES?
            {Url}

            If that does not help, answer this mail and we look again.

            Kind regards,
            Your support team
            """.ReplaceLineEndings("\n"),
            ReplyDraft.Of(ReplyShape.Email, [Passage], Link));

    [Theory]
    [InlineData("Run `npm ci`, or ``a ` b``.", "Run npm ci, or a ` b.")]
    [InlineData("- **`npm ci`** first\n- [`npm audit`](../install/prefix.md) *then*", "- npm ci first\n- npm audit (https://help.example/x) then")]
    [InlineData("### `npm ci` fails\n\n1 \\* 2 &lt; 3", "npm ci fails\n\n1 * 2 < 3")]
    [InlineData("See <https://docs.example/a> or https://docs.example/b.", "See https://docs.example/a or https://docs.example/b.")]
    [InlineData("```\nkeep `this` and \\* that\n```", "    keep `this` and \\* that")]
    public void An_email_has_the_words_without_their_Markdown(string passage, string words) =>
        Assert.Equal(words.Trim(), ReplyDraft.Piece(ReplyShape.Email, new ReplyPassage("", "", passage), Link));

    [Fact]
    public void A_tweet_has_no_Markdown_either() =>
        Assert.Equal($"Run npm ci, as the guide says. {Url}", ReplyDraft.Piece(ReplyShape.Tweet, Passage with { Markdown = "Run **`npm ci`**, as [the guide](../x.md) says." }, Link));

    [Fact]
    public void A_community_post_keeps_the_Markdown_word_for_word_and_mends_its_links()
    {
        string reply = ReplyDraft.Of(ReplyShape.Community, [Passage], Link);
        Assert.Contains(Steps.Replace("../install/prefix.md#where", "https://help.example/x", StringComparison.Ordinal).Trim(), reply, StringComparison.Ordinal);
        Assert.Contains($"[How do I fix EACCES?]({Url})", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("One sentence. Another one that is longer.", "One sentence. Another one that is longer.")]
    [InlineData("", "How do I fix EACCES?")]
    [InlineData("With a security key:\n\n```text\nnpm error code EOTP\n```", "How do I fix EACCES?")]
    [InlineData("Press the key. Then run:", "Press the key.")]
    public void A_tweet_is_whole_sentences_and_the_link(string passage, string words) =>
        Assert.Equal($"{words} {Url}", ReplyDraft.Of(ReplyShape.Tweet, [Passage with { Markdown = passage }], Link));

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(2000)]
    public void A_tweet_never_has_more_than_280_characters(int words)
    {
        string tweet = ReplyDraft.Of(ReplyShape.Tweet, [Passage with { Markdown = string.Join(' ', Enumerable.Repeat("wörter😀", words)) + ". The end." }], Link);
        Assert.InRange(tweet.Length, Url.Length + 40, ReplyDraft.MaxTweet);
        Assert.EndsWith(" " + Url, tweet, StringComparison.Ordinal);
        Assert.DoesNotContain("\uFFFD", System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(tweet)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sentence_that_does_not_fit_is_left_out_whole()
    {
        string tweet = ReplyDraft.Of(ReplyShape.Tweet, [Passage with { Markdown = $"Short one. {"X" + new string('x', 300)}." }], Link);
        Assert.Equal($"Short one. {Url}", tweet);
    }

    [Fact]
    public void A_link_alone_stands_under_its_title() =>
        Assert.Contains($"\n\nHow do I fix EACCES?\n{Url}\n\n", ReplyDraft.Of(ReplyShape.Email, [Passage with { Markdown = "" }], Link), StringComparison.Ordinal);

    [Fact]
    public void What_a_colleague_answered_needs_no_source() =>
        Assert.Equal("Use a version manager.", ReplyDraft.Piece(ReplyShape.Email, new ReplyPassage("", "", "Use a version manager."), _ => null));

    [Theory]
    [InlineData("email", ReplyShape.Email)]
    [InlineData("Tweet", ReplyShape.Tweet)]
    [InlineData("community", ReplyShape.Community)]
    [InlineData("form", ReplyShape.Email)]
    public void The_channel_gives_the_shape(string channel, ReplyShape shape) => Assert.Equal(shape, ReplyDraft.ShapeOf(channel));

    [Fact]
    public void Hostile_nesting_is_sent_as_it_is()
    {
        string deep = new('>', 5000);
        Assert.Equal(deep, ReplyDraft.Piece(ReplyShape.Email, new ReplyPassage("", "", deep), _ => null));
    }

    private static string? Link(string url) => url.StartsWith("..", StringComparison.Ordinal) ? "https://help.example/x" : null;

    private static string? Link(int at, string url) => at == 0 ? Link(url) : null;
}
