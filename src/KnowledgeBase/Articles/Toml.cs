namespace KnowledgeBase.Articles;

/// <summary>The part of TOML that front matter uses: key = string, number, boolean, date or one-line array; tables are passed over.</summary>
internal static class Toml
{
    public static FrontMatterFields Read(string raw)
    {
        var fields = new FrontMatterFields();
        int number = 0;
        bool inTable = false;
        foreach (string line in raw.Split('\n').Select(l => l.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                inTable = true;
                continue;
            }

            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new FormatException($"line {number} is not 'key = value'");
            }

            if (!inTable)
            {
                string value = line[(equals + 1)..].Trim();
                fields.Add(line[..equals].Trim().Trim('"'), value.StartsWith('[')
                    ? [.. value.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Unquote)]
                    : [Unquote(value)]);
            }
        }

        return fields;
    }

    private static string Unquote(string value) =>
        value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'' ? value[1..^1] : value;
}
