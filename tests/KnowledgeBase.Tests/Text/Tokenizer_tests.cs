using FsCheck.Xunit;
using KnowledgeBase.Text;

namespace KnowledgeBase.Tests.Text;

public sealed class Tokenizer_tests
{
    [Theory]
    [InlineData("npm ERR! code E404", "e404")]
    [InlineData("run it with --legacy-peer-deps.", "--legacy-peer-deps")]
    [InlineData("(see @acme/charts)", "@acme/charts")]
    [InlineData("on npm 11.7.0, yes", "11.7.0")]
    [InlineData("Could not read package.json:", "package.json")]
    [InlineData("in node_modules/", "node_modules")]
    [InlineData("ERR_OSSL_EVP_UNSUPPORTED!", "err_ossl_evp_unsupported")]
    [InlineData("mkdir '/usr/local/lib/node_modules'", "/usr/local/lib/node_modules")]
    public void What_a_machine_printed_stays_whole(string text, string whole) =>
        Assert.Contains(whole, Surfaces(text));

    [Theory]
    [InlineData("two-factor", "two", "factor", "two-factor", "twofactor")]
    [InlineData("node_modules", "node", "modules")]
    [InlineData("e-mail", "email", "mail")]
    [InlineData("how do I log in?", "log", "login")]
    [InlineData("I'm logged into npm", "logged", "login")]
    [InlineData("it times out, always", "times", "timeout")]
    [InlineData("I signed\nup", "signed", "signup")]
    public void A_compound_is_also_found_by_its_parts(string text, params string[] parts) =>
        Assert.Superset(parts.ToHashSet(), Surfaces(text).ToHashSet());

    [Fact]
    public void Quotes_dashes_and_accents_do_not_matter() =>
        Assert.Equal(Surfaces("can't publish cafe"), Surfaces("can\u2019t publish caf\u00e9"));

    [Fact]
    public void Redis_does_not_become_redirect() =>
        Assert.NotEqual(TermPool.Stem("redis"), TermPool.Stem("redirect"));

    [Property(MaxTest = 500)]
    public void Any_text_gives_tokens_inside_it_in_order_of_position(string? text)
    {
        var analyzed = AnalyzedText.Of(text ?? "");
        int position = 0;
        foreach (var token in analyzed.Tokens)
        {
            Assert.InRange(token.Start, 0, analyzed.Source.Length - 1);
            Assert.InRange(token.Start + token.Length, 1, analyzed.Source.Length);
            Assert.True(token.Position >= position);
            position = token.Position;
        }
    }

    private static IEnumerable<string> Surfaces(string text)
    {
        var analyzed = AnalyzedText.Of(text);
        return Enumerable.Range(0, analyzed.Tokens.Count).Select(analyzed.Surface);
    }
}
