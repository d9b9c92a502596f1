namespace KnowledgeBase.Text;

/// <summary>Verbs of two words that are as often written in one, and whose first word alone means something else: who logs in looks for the login, not for the log.</summary>
internal static class PhrasalVerbs
{
    private const int MaxVerb = 7; // logging, signing
    private const int MaxParticle = 4; // into

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "login", "logout", "logon", "logoff", "signin", "signout", "signup", "signon", "timeout",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Spans = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Length of the particle, one blank further, that makes such a verb of the word from <paramref name="start"/> to <paramref name="end"/>; 0 when none does.</summary>
    public static int Particle(ReadOnlySpan<char> folded, int start, int end)
    {
        if (end - start > MaxVerb || end + 1 >= folded.Length || folded[end] is not (' ' or '\n'))
        {
            return 0;
        }

        var rest = folded[(end + 1)..];
        int length = rest.IndexOfAnyExceptInRange('a', 'z');
        length = length < 0 ? rest.Length : length;
        bool goesOn = length < rest.Length && (char.IsLetterOrDigit(rest[length]) || rest[length] is '-' or '_' or '/' or '\'' or '@' or '=');
        return !goesOn && Joined(folded[start..end], rest[..length]) is not null ? length : 0;
    }

    /// <summary>The one word for <paramref name="verb"/>, in any form, and <paramref name="particle"/>, both folded; null when they are none.</summary>
    public static string? Joined(ReadOnlySpan<char> verb, ReadOnlySpan<char> particle)
    {
        particle = particle switch
        {
            "in" or "into" => "in",
            "on" or "onto" => "on",
            "out" or "off" or "up" => particle,
            _ => default,
        };
        if (particle.IsEmpty || verb.Length > MaxVerb)
        {
            return null;
        }

        string stem = TermPool.Stem(verb);
        Span<char> joined = stackalloc char[MaxVerb + MaxParticle];
        return joined.TryWrite($"{stem}{particle}", out int length) && Spans.TryGetValue(joined[..length], out string? known) ? known : null;
    }
}
