namespace KnowledgeBase.Text;

/// <summary>Verbs of two words that are as often written in one, and whose first word alone means something else: who logs in looks for the login, not for the log.</summary>
internal static class PhrasalVerbs
{
    private const int MaxVerb = 7; // logging, signing

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "login", "logout", "logon", "logoff", "signin", "signout", "signup", "signon", "timeout",
    };

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

        string joined = string.Concat(TermPool.Stem(verb), particle);
        return Known.Contains(joined) ? joined : null;
    }
}
