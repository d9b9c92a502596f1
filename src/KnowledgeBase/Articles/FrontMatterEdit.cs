using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Articles;

/// <summary>Changes single fields of front matter and leaves everything else as it was written.</summary>
public static partial class FrontMatterEdit
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>The name of a state in front matter.</summary>
    public static string Name(ArticleState state) => state.ToString().ToLowerInvariant();

    /// <summary>A field of front matter as stored, without its fences; empty when it is not there.</summary>
    public static string Value(string frontMatter, string name)
    {
        foreach (string text in (ReadOnlySpan<string>)[$"---\n{frontMatter}\n---\n", $"+++\n{frontMatter}\n+++\n", $"{frontMatter}\n"])
        {
            if (FrontMatter.Read(FrontMatter.Split(text))?.Text(name) is { } value)
            {
                return value;
            }
        }

        return "";
    }

    /// <summary><paramref name="text"/> with its state changed, or null when its front matter cannot be changed.</summary>
    public static string? WithState(string text, ArticleState state) => Set(text, new Dictionary<string, IReadOnlyList<string>> { ["draft"] = [], ["status"] = [], ["state"] = [Name(state)] });

    /// <summary>
    /// <paramref name="text"/> with <paramref name="values"/> in its front matter: no value takes a field out, several make a list; a field that says so already stays as it is written.
    /// Null when the front matter cannot be read.
    /// </summary>
    public static string? Set(string text, IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        var split = FrontMatter.Split(text.ReplaceLineEndings("\n"));
        if (FrontMatter.Read(split) is not { } fields)
        {
            return null;
        }

        string raw = split.Raw;
        foreach (var (name, wanted) in values.Where(v => !fields.Values(v.Key).SequenceEqual(v.Value)))
        {
            raw = split.Style switch
            {
                '+' => WithLine(raw, name, '=', wanted.Count == 0 ? null : $"{name} = {(wanted.Count == 1 ? Quoted(wanted[0]) : $"[{string.Join(", ", wanted.Select(Quoted))}]")}"),
                ';' or '{' => InJson(raw, name, wanted),
                _ => WithLine(raw, name, ':', wanted.Count == 0 ? null : Yaml(name, wanted)),
            };
        }

        string fence = split.Style switch { '+' => "+++", ';' => ";;;", _ => "---" };
        return split.Style == '{' ? $"{raw}\n{split.Body}" : raw.Length == 0 ? split.Body : $"{fence}\n{raw}\n{fence}\n{split.Body}";
    }

    // Puts the line in the place of a key of the top level and all that belongs to it: indented lines and list items.
    private static string WithLine(string raw, string name, char mark, string? line)
    {
        var lines = raw.Length == 0 ? [] : raw.Split('\n').ToList();
        int at = lines.FindIndex(l => l.StartsWith(name, StringComparison.OrdinalIgnoreCase) && l.AsSpan(name.Length).TrimStart() is [var next, ..] && next == mark);
        if (at >= 0)
        {
            int end = at + 1;
            while (mark == ':' && end < lines.Count && (lines[end] is [' ' or '\t' or '-', ..] || (lines[end].Length == 0 && end + 1 < lines.Count && lines[end + 1] is [' ' or '\t', ..])))
            {
                end++;
            }

            lines.RemoveRange(at, end - at);
        }

        if (line is not null)
        {
            lines.Insert(at >= 0 ? at : mark == '=' ? 0 : lines.Count, line); // in TOML a table may follow, in which it would be another key
        }

        return string.Join('\n', lines);
    }

    private static string Yaml(string name, IReadOnlyList<string> values) =>
        values.Count == 1 && name is not ("questions" or "aliases" or "tags") ? $"{name}: {Scalar(values[0])}"
        : name == "tags" ? $"{name}: [{string.Join(", ", values.Select(Scalar))}]"
        : $"{name}:\n{string.Join('\n', values.Select(v => "  - " + Scalar(v)))}";

    private static string Scalar(string value) => Plain().IsMatch(value) && !Special().IsMatch(value) ? value : Quoted(value);

    private static string Quoted(string value) => JsonSerializer.Serialize(value, Json);

    private static string InJson(string raw, string name, IReadOnlyList<string> values)
    {
        var node = JsonNode.Parse(raw, documentOptions: FrontMatter.JsonOptions)!.AsObject();
        node.Remove(name);
        if (values.Count > 0)
        {
            node[name] = values.Count == 1 ? values[0] : new JsonArray([.. values.Select(v => (JsonNode)v)]);
        }

        return node.ToJsonString(Json);
    }

    [GeneratedRegex(@"^[\p{L}\p{N}/(][\p{L}\p{N} _./()?!,'+@-]*$")]
    private static partial Regex Plain();

    // What YAML would take for something other than this text.
    [GeneratedRegex(@"^(true|false|yes|no|on|off|null|~|[\d.+-]+(e\d+)?)$|,| $", RegexOptions.IgnoreCase)]
    private static partial Regex Special();
}
