namespace KnowledgeBase.Store;

/// <summary>Tells whether a kept search quotes one of some texts, whatever its case and line breaks.</summary>
/// <param name="texts">The texts.</param>
internal sealed class QuotedText(IEnumerable<string> texts)
{
    private const int ShortestQuote = 20; // "npm install" says nothing of who asked
    private const int Enough = 200; // what is kept of a long search ends in the middle, perhaps of something masked

    private readonly string[] said = [.. texts.Select(Fold).Where(t => t.Length > 0).Distinct()];

    /// <summary>True when there is nothing to quote.</summary>
    public bool IsEmpty => said.Length == 0;

    /// <summary>True when <paramref name="search"/> is one of the texts, or a part of one that is long enough to know it by.</summary>
    public bool Holds(string search)
    {
        string quote = Fold(search);
        quote = quote.Length > Enough ? quote[..Enough] : quote;
        return quote.Length < ShortestQuote ? said.Contains(quote) : said.Any(text => text.Contains(quote, StringComparison.Ordinal));
    }

    private static string Fold(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}
