namespace KnowledgeBase.Text;

/// <summary>Maps each character to the one it is searched as: lower case, no accents, plain quotes and dashes. Length never changes, so offsets stay true.</summary>
public static class Folding
{
    // A table of our own: without ICU the runtime does not take letters apart.
    private static readonly string[] Accents =
        ["aàáâãäåāăą", "cçćĉċč", "dďđ", "eèéêëēĕėęě", "gĝğġģ", "hĥħ", "iìíîïĩīĭįı", "jĵ", "kķ", "lĺļľŀł", "nñńņň", "oòóôõöøōŏő", "rŕŗř", "sśŝşšș", "tţťŧț", "uùúûüũūŭůűų", "wŵ", "yýÿŷ", "zźżž"];

    private static readonly char[] Table = BuildTable();

    /// <summary>The folded form of <paramref name="text"/>, of the same length.</summary>
    public static string Fold(string text) =>
        string.Create(text.Length, text, static (span, source) => Fold(source, span));

    /// <summary>Folds <paramref name="source"/> into <paramref name="target"/>, which must be at least as long.</summary>
    public static void Fold(ReadOnlySpan<char> source, Span<char> target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = Fold(source[i]);
        }
    }

    /// <summary>The folded form of one character.</summary>
    public static char Fold(char c) => c < Table.Length ? Table[c] : FoldHigh(c);

    private static char FoldHigh(char c) => c switch
    {
        '\u2018' or '\u2019' or '\u02bc' or '\uff07' => '\'',
        '\u201c' or '\u201d' or '\u201e' => '"',
        >= '\u2010' and <= '\u2015' or '\u2212' => '-',
        '\u2026' or '\u3000' or '\u00a0' or '\u200b' or '\ufeff' => ' ',
        >= '\uff01' and <= '\uff5e' => Fold((char)(c - 0xfee0)),
        _ => char.ToLowerInvariant(c),
    };

    private static char[] BuildTable()
    {
        var table = new char[0x250];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = Base((char)i);
        }

        table['\u00a0'] = ' ';
        return table;
    }

    private static char Base(char c)
    {
        c = char.ToLowerInvariant(c);
        for (int i = 0; i < Accents.Length; i++)
        {
            if (Accents[i].Contains(c, StringComparison.Ordinal))
            {
                return Accents[i][0];
            }
        }

        return c;
    }
}
