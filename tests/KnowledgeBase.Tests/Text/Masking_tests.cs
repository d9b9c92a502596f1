using KnowledgeBase.Text;

namespace KnowledgeBase.Tests.Text;

public sealed class Masking_tests
{
    [Theory]
    [InlineData("token npm_Zk39dLmQw0XyTr7VbNs2HgUe8JcAp1FfOi55 leaked", "token [token] leaked")]
    [InlineData("//registry.example.com/:_authToken=abcdef1234567890", "//registry.example.com/:_authToken=[token]")]
    [InlineData("git+https://me:s3cret!@git.example.com/x", "git+https://me:[password]@git.example.com/x")]
    [InlineData("my password is: hunter22", "my password is: [password]")]
    [InlineData("write to ana@lake.example please", "write to [email] please")]
    [InlineData("call +44 20 7946 0958", "call [phone]")]
    [InlineData("card 4111 1111 1111 1111", "card [card]")]
    [InlineData("card \uff14\uff11\uff11\uff11 \uff11\uff11\uff11\uff11 1111 1111", "card [card]")]
    [InlineData("from 203.0.113.77 only", "from [ip] only")]
    [InlineData("Authorization: Bearer abcdefghijklmnop", "Authorization: Bearer [token]")]
    public void A_secret_is_masked(string text, string masked) => Assert.Equal(masked, Masking.Mask(text));

    [Theory]
    [InlineData("react@18.2.0 and @scope/pkg@1.2.3")]
    [InlineData("sha512-Qe1wXv7Zl0aB3c== integrity")]
    [InlineData("commit 3f2504e04f8964ab")]
    [InlineData("connect ECONNREFUSED 127.0.0.1:4873")]
    [InlineData("npm ERR! code E404 at 2026-03-02T10:12:44.120Z")]
    [InlineData("//registry.example.com/:_authToken=${NPM_TOKEN}")]
    [InlineData("version 1.2.3.4 of the tool")]
    [InlineData("/usr/local/lib/node_modules/npm/node_modules/12345678901234")]
    public void What_only_looks_like_a_secret_stays(string text) => Assert.Equal(text, Masking.Mask(text));

    [Fact]
    public void Masking_twice_changes_nothing()
    {
        string once = Masking.Mask("npm_Zk39dLmQw0XyTr7VbNs2HgUe8JcAp1FfOi55 a@b.example password: geheim99");
        Assert.Equal(once, Masking.Mask(once));
    }
}
