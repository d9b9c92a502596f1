using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Articles;

/// <summary>What became of a file of the articles folder.</summary>
public abstract record ArticleFileResult
{
    private ArticleFileResult()
    {
    }

    /// <summary>It holds an article.</summary>
    public sealed record Parsed(Article Article) : ArticleFileResult;

    /// <summary>It was refused.</summary>
    /// <param name="Line">Line of the fault, from 1; 0 when the whole file is meant.</param>
    /// <param name="Problem">What is wrong.</param>
    /// <param name="Mend">What to do about it.</param>
    public sealed record Refused(int Line, string Problem, string Mend) : ArticleFileResult;
}

/// <summary>Reads Markdown and MDX files with any of the front matter styles found in the wild.</summary>
public static partial class ArticleFile
{
    /// <summary>Largest file taken in, in bytes.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>File name endings that are articles.</summary>
    public static bool IsArticle(string path) =>
        path.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".mdx", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the article in <paramref name="bytes"/>; <paramref name="path"/> is relative to the articles folder, with '/'.</summary>
    public static ArticleFileResult Parse(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            return new ArticleFileResult.Refused(0, $"the file is larger than {MaxBytes:N0} bytes, the most that is taken in", "split it into several articles");
        }

        string text;
        try
        {
            text = Decode(bytes);
        }
        catch (DecoderFallbackException)
        {
            return new ArticleFileResult.Refused(0, "the file is not text in UTF-8", "save it as UTF-8, or keep files that are not text out of the folder");
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return new ArticleFileResult.Refused(0, "the file is binary", "keep files that are not text out of the folder, or give them another ending");
        }

        text = text.ReplaceLineEndings("\n");
        var split = FrontMatter.Split(text);
        if (FrontMatter.Read(split) is not { } fields)
        {
            return new ArticleFileResult.Refused(split.ErrorLine, $"the front matter cannot be read: {split.Error}", "mend the line, or put the value in quotes");
        }

        string id = fields.Text("id") ?? IdOf(path);
        if (!IsId(id))
        {
            return new ArticleFileResult.Refused(0, $"'{Clip(id)}' cannot be an article id", "use at most 200 letters, digits and . _ - in segments joined by '/', in the file's path or the front matter's id");
        }

        var (title, body) = TitleOf(fields, split.Body, id);
        try
        {
            return new ArticleFileResult.Parsed(fields.ToArticle(id, title, body, split.Raw, VersionOf(fields, id)));
        }
        catch (FormatException fault)
        {
            return new ArticleFileResult.Refused(1, fault.Message, "mend the value in the front matter");
        }
    }

    /// <summary>True when <paramref name="id"/> can name an article.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= 200 && IdPattern().IsMatch(id) && !id.Split('/').Any(s => s is "." or "..");

    /// <summary>The id a file has by its place: its path without ending and without a final /index.</summary>
    public static string IdOf(string path)
    {
        string id = path.Replace('\\', '/').Trim('/');
        int dot = id.LastIndexOf('.');
        id = dot > id.LastIndexOf('/') ? id[..dot] : id;
        return id.EndsWith("/index", StringComparison.OrdinalIgnoreCase) ? id[..^6] : id;
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        Encoding strict = bytes switch
        {
            [0xFF, 0xFE, ..] => new UnicodeEncoding(false, true, true),
            [0xFE, 0xFF, ..] => new UnicodeEncoding(true, true, true),
            _ => new UTF8Encoding(false, true),
        };
        return strict.GetString(bytes).TrimStart('\ufeff');
    }

    private static (string Title, string Body) TitleOf(FrontMatterFields fields, string body, string id)
    {
        if (fields.Text("title") is { Length: > 0 } given)
        {
            return (given, body);
        }

        var heading = FirstHeading().Match(body);
        if (heading.Success)
        {
            return (heading.Groups[1].Value.Trim(), body[(heading.Index + heading.Length)..].TrimStart('\n'));
        }

        string name = id[(id.LastIndexOf('/') + 1)..].Replace('-', ' ').Replace('_', ' ');
        return (name.Length == 0 ? id : char.ToUpperInvariant(name[0]) + name[1..], body);
    }

    private static string VersionOf(FrontMatterFields fields, string id)
    {
        if (fields.Text("version", "applies_to") is { Length: > 0 and <= 40 } given)
        {
            return given;
        }

        var match = VersionSegment().Match(id);
        return match.Groups[1].Value + match.Groups[2].Value;
    }

    private static string Clip(string text) => text.Length <= 60 ? text : text[..60] + "…";

    [GeneratedRegex(@"^[\p{L}\p{N}@][\p{L}\p{N}@._ +-]*(/[\p{L}\p{N}@._][\p{L}\p{N}@._ +-]*)*$", RegexOptions.NonBacktracking)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"\A\s*#[ \t]+([^\n]+?)[ \t#]*(\n|\z)")]
    private static partial Regex FirstHeading();

    // v7, 7.x or 10.2; a bare number is a number
    [GeneratedRegex(@"(?:^|/)(?:v([0-9]+(?:\.(?:[0-9]+|x))*)|([0-9]+(?:\.(?:[0-9]+|x))+))(?:/|$)")]
    private static partial Regex VersionSegment();
}
