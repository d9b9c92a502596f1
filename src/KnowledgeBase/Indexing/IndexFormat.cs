using System.Globalization;
using System.Text;
using KnowledgeBase.Articles;
using KnowledgeBase.Semantics;
using KnowledgeBase.Text;

namespace KnowledgeBase.Indexing;

/// <summary>Names what an index on disk was made by: an index of another name is of no use.</summary>
internal static class IndexFormat
{
    // Raise it when documents, records or what is made of a text change in a way that the probe below does not show.
    private const int Version = 2;

    private const string Probe =
        """
        # Can't publish @scope/my-package?

        `npm ERR! code E403` after `npm publish --access public`: the e-mails of two-factor users in C:\temp\package.json aren't verified.

        1. Log in to https://www.example.com/login again.
        2. Run npm@11.7.0 config set proxy=http://proxy.example.com:8080/ on Node.js 22.
        """;

    /// <summary>What the analysis of today makes of a text that has a bit of everything.</summary>
    public static readonly string Analysis = Probed();

    /// <summary>Name for an index placed by <paramref name="embedding"/>.</summary>
    public static string Name(ITextEmbedding embedding) => string.Create(CultureInfo.InvariantCulture, $"{Version}-{Analysis}-{embedding.Id}-{embedding.Dimensions}");

    private static string Probed()
    {
        var (text, passages) = Passages.Cut(ArticleContent.Of(Probe));
        var analyzed = AnalyzedText.Of(text);
        string all = string.Join('\n', [.. analyzed.Terms, .. analyzed.Tokens.Select(t => t.ToString()), .. passages.Select(p => p.ToString())]);
        return Checksum.Of(Encoding.UTF8.GetBytes(all)).ToString("x8", CultureInfo.InvariantCulture);
    }
}
