using System.Globalization;
using System.Text.RegularExpressions;
using KnowledgeBase.Articles;

namespace KnowledgeBase.Ranking;

/// <summary>One result for a page that exists in several versions: the newest, unless the question names another.</summary>
public static partial class Versions
{
    /// <summary><paramref name="ranked"/> with one entry a page, at the place of its best version.</summary>
    public static IReadOnlyList<Ranked> Collapse(IReadOnlyList<Ranked> ranked, string question)
    {
        if (ranked.All(static r => r.Candidate.Article.Article.Version.Length == 0))
        {
            return ranked;
        }

        var pages = new Dictionary<string, List<Ranked>>(StringComparer.Ordinal);
        var order = new List<List<Ranked>>();
        foreach (var entry in ranked)
        {
            string page = Page(entry.Candidate.Article.Article);
            if (!pages.TryGetValue(page, out var versions))
            {
                pages[page] = versions = [];
                order.Add(versions);
            }

            versions.Add(entry);
        }

        var named = Named(question);
        return order.ConvertAll(versions =>
        {
            var shown = versions.Find(v => named.Contains(Number(v.Candidate.Article.Article.Version)))
                ?? versions.MaxBy(v => Number(v.Candidate.Article.Article.Version))!;
            return versions.Count == 1 ? shown : shown with { Probability = versions[0].Probability, Score = versions[0].Score };
        });
    }

    /// <summary>What an article's versions have in common: its id without the version.</summary>
    public static string Page(Article article)
    {
        if (article.Version.Length == 0)
        {
            return article.Id;
        }

        string[] segments = article.Id.Split('/');
        return string.Join('/', segments.Where(s => s.TrimStart('v') != article.Version));
    }

    private static double Number(string version) =>
        double.TryParse(LeadingNumber().Match(version).Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.MaxValue;

    private static HashSet<double> Named(string question)
    {
        var named = new HashSet<double>();
        foreach (Match match in NamedVersion().Matches(question))
        {
            named.Add(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        }

        return named;
    }

    [GeneratedRegex(@"[0-9]+(\.[0-9]+)?")]
    private static partial Regex LeadingNumber();

    [GeneratedRegex(@"\b(?:npm|cli|version|node)?[ @]?v?([0-9]{1,2})(?:\.(?:[0-9]+|x))*\b", RegexOptions.IgnoreCase)]
    private static partial Regex NamedVersion();
}
