using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KnowledgeBase.Articles;

/// <summary>Front matter cut from a file, in the style it was found in.</summary>
internal sealed record FrontMatterText(string Raw, string Body, char Style)
{
    public int ErrorLine { get; set; }

    public string Error { get; set; } = "";
}

/// <summary>Finds and reads front matter: YAML between ---, TOML between +++, JSON between ;;; or braces; or none.</summary>
internal static class FrontMatter
{
    private const int MaxLength = 64 * 1024;
    private const int MaxDepth = 20;

    /// <summary>How front matter in JSON is read.</summary>
    public static JsonDocumentOptions JsonOptions { get; } = new() { MaxDepth = MaxDepth, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    public static FrontMatterText Split(string text)
    {
        string start = text.TrimStart('\n');
        if (Fenced(start, "---", "---", "...") is { } yaml)
        {
            return yaml;
        }

        return Fenced(start, "+++", "+++") ?? Fenced(start, ";;;", ";;;") ?? Json(start) ?? new FrontMatterText("", text, ' ');
    }

    /// <summary>The fields, or null with the error noted in <paramref name="text"/>.</summary>
    public static FrontMatterFields? Read(FrontMatterText text)
    {
        if (text.Raw.Length > MaxLength)
        {
            text.Error = "it is longer than 64 kB";
            text.ErrorLine = 1;
            return null;
        }

        try
        {
            return text.Style switch
            {
                '-' => Yaml(text.Raw),
                '+' => Toml.Read(text.Raw),
                ';' or '{' => JsonFields(text.Raw),
                _ => new FrontMatterFields(),
            };
        }
        catch (YamlException fault)
        {
            text.ErrorLine = (int)fault.Start.Line + 1;
            text.Error = fault.Message[(fault.Message.IndexOf("): ", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..];
        }
        catch (JsonException fault)
        {
            text.ErrorLine = (int)(fault.LineNumber ?? 0) + 1;
            text.Error = "it is not valid JSON";
        }
        catch (FormatException fault)
        {
            text.ErrorLine = 1;
            text.Error = fault.Message;
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            text.ErrorLine = 1;
            text.Error = text.Style == '-' ? "it is not valid YAML" : "it is not a JSON object"; // parsers' own slips on odd input
        }

        return null;
    }

    private static FrontMatterText? Fenced(string text, string open, params string[] close)
    {
        if (!text.StartsWith(open + "\n", StringComparison.Ordinal) && !text.StartsWith(open + " ", StringComparison.Ordinal))
        {
            return null;
        }

        int at = text.IndexOf('\n', StringComparison.Ordinal) + 1, from = at;
        while (at > 0 && at < text.Length)
        {
            int end = text.IndexOf('\n', at);
            string line = (end < 0 ? text[at..] : text[at..end]).TrimEnd();
            if (close.Contains(line))
            {
                return new FrontMatterText(text[from..at].TrimEnd('\n'), end < 0 ? "" : text[(end + 1)..], open[0]);
            }

            at = end + 1;
        }

        return null;
    }

    private static FrontMatterText? Json(string text)
    {
        if (!text.StartsWith("{\n", StringComparison.Ordinal))
        {
            return null;
        }

        int end = text.IndexOf("\n}\n", StringComparison.Ordinal);
        return end < 0 ? null : new FrontMatterText(text[..(end + 2)], text[(end + 3)..], '{');
    }

    private static FrontMatterFields Yaml(string raw)
    {
        var stream = new YamlStream();
        RefuseAliases(raw);
        RefuseDepth(raw);
        stream.Load(new StringReader(raw));
        var fields = new FrontMatterFields();
        if (stream.Documents.Count == 0 || stream.Documents[0].RootNode is YamlScalarNode { Value: "" or null })
        {
            return fields;
        }

        if (stream.Documents[0].RootNode is not YamlMappingNode mapping)
        {
            throw new FormatException("it must be a list of 'key: value' lines");
        }

        foreach (var (key, value) in mapping.Children)
        {
            if (key is YamlScalarNode { Value: { } name })
            {
                fields.Add(name, value switch
                {
                    YamlScalarNode scalar => scalar.Value is null or "null" or "~" ? [] : [scalar.Value],
                    YamlSequenceNode list => [.. list.Children.OfType<YamlScalarNode>().Select(s => s.Value ?? "")],
                    _ => [],
                });
            }
        }

        return fields;
    }

    private static FrontMatterFields JsonFields(string raw)
    {
        var fields = new FrontMatterFields();
        using var json = JsonDocument.Parse(raw, JsonOptions);
        foreach (var property in json.RootElement.EnumerateObject())
        {
            fields.Add(property.Name, property.Value.ValueKind switch
            {
                JsonValueKind.Array => [.. property.Value.EnumerateArray().Select(e => e.ToString())],
                JsonValueKind.Object or JsonValueKind.Null => [],
                _ => [property.Value.ToString()],
            });
        }

        return fields;
    }

    // The nodes are read by recursion: what nests deeply enough would end the process.
    private static void RefuseDepth(string raw)
    {
        var parser = new Parser(new StringReader(raw));
        int depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth)
            {
                throw new FormatException("lists and fields are nested too deeply");
            }
        }
    }

    // Aliases can make a small file expand without bound; front matter needs none.
    private static void RefuseAliases(string raw)
    {
        foreach (string line in raw.Split('\n'))
        {
            if (line.TrimStart().StartsWith('&') || line.Contains(": &", StringComparison.Ordinal) || line.Contains("[*", StringComparison.Ordinal))
            {
                throw new FormatException("anchors and aliases (&, *) are not read");
            }
        }
    }
}
