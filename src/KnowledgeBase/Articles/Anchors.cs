using System.Globalization;
using System.Text;

namespace KnowledgeBase.Articles;

/// <summary>Gives each heading of an article its anchor: the slug of its text as GitHub makes it, numbered when it repeats; {#id} is taken as written.</summary>
internal sealed class Anchors
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> repeats = new(StringComparer.Ordinal); // so that the thousandth of a name costs no more than the first

    /// <summary>The anchor of the next heading; an explicit {#id} is cut off <paramref name="heading"/>.</summary>
    public string Add(ref string heading)
    {
        string slug;
        int mark = heading.LastIndexOf("{#", StringComparison.Ordinal);
        if (mark >= 0 && heading.EndsWith('}'))
        {
            slug = Slug(heading[(mark + 2)..^1]);
            heading = heading[..mark].TrimEnd();
        }
        else
        {
            slug = Slug(heading);
        }

        string anchor = slug;
        while (!taken.Add(anchor))
        {
            int number = repeats[slug] = repeats.GetValueOrDefault(slug) + 1;
            anchor = slug + "-" + number.ToString(CultureInfo.InvariantCulture);
        }

        return anchor;
    }

    private static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (char c in text.Trim())
        {
            if (char.IsLetterOrDigit(c) || c is '-' or '_')
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (c == ' ')
            {
                slug.Append('-');
            }
        }

        return slug.Length == 0 ? "section" : slug.ToString();
    }
}
