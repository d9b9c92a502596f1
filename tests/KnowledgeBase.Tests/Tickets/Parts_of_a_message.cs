using KnowledgeBase.Text;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Tests.Tickets;

public sealed class Parts_of_a_message
{
    [Fact]
    public void Quoted_mail_and_signature_are_parts_of_their_own_and_nothing_is_lost()
    {
        const string text = "Hi,\nit still fails:\n\nOn Tue, 3 Mar 2026 support wrote:\n> try again\n> and again\n\nThe same E404.\n\n-- \nVik\nAcme";
        var parts = TicketText.Parts(text);
        Assert.Equal([true, false, true, false], parts.Select(p => p.IsSaid));
        Assert.Equal("Hi,\nit still fails:", parts[0].Text);
        Assert.StartsWith("On Tue", parts[1].Text, StringComparison.Ordinal);
        Assert.Equal("The same E404.", parts[2].Text);
        Assert.Equal("--\nVik\nAcme", parts[3].Text);
        Assert.Equal("it still fails:\n\nThe same E404.", TicketText.Strip(text).Replace("\n\n\n", "\n\n", StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_of_quotes_only_is_shown_whole() => Assert.Equal([new TicketPart("> a\n> b", true)], TicketText.Parts("> a\n> b"));

    [Theory]
    [InlineData("you are all idiots", true)]
    [InlineData("I will find you", true)]
    [InlineData("how do I kill the server on port 3000", false)]
    [InlineData("npm ERR! code E404, this is driving me crazy", false)]
    [InlineData("a stupid question: how do I publish?", false)]
    public void Insults_and_threats_are_told_by_their_words(string text, bool insult) => Assert.Equal(insult, Insults.In(text));
}
