using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Text;

/// <summary>The words of a sentence in lower case, rude ones as they are meant: 1d1ot, f*ck, i d i o t and idiooot are written out.</summary>
internal static partial class RudeWords
{
    // Said of people. What is said of things as often stands below.
    private static readonly string[] OfPeople =
    [
        "ass", "asshole", "arsehole", "bastard", "bitch", "brainless", "braindead", "buffoon", "bum", "clown", "coward", "crapface", "creep", "cretin", "crook", "crybaby", "cunt", "dickhead", "dimwit", "dipshit", "dirtbag", "donkey", "douche", "douchebag",
        "dumbass", "filth", "fool", "freak", "halfwit", "idiot", "ignoramus", "imbecile", "jackass", "jerk", "leech", "liar", "loser", "lunatic", "monkey", "moron", "motherfucker", "muppet", "nitwit", "numbskull", "parasite", "peasant", "pig", "prick", "retard", "retarded",
        "scoundrel", "scum", "scumbag", "shithead", "slut", "smartass", "stfu", "swine", "thief", "thieves", "toad", "tosser", "traitor", "troll", "twat", "twit", "vermin", "vulture", "wanker", "weasel", "whore", "kys",
    ];

    private static readonly string[] OfAnything = ["bloody", "bullshit", "crap", "damn", "clueless", "disgrace", "disgust", "disgusting", "dumb", "dumbest", "filthy", "fuck", "fucked", "fucking", "fucker", "garbage", "idiotic", "lousy", "moronic", "pathetic", "shit", "shitty", "stupid", "suck", "sucks", "ugly", "useless", "vile", "worthless"];

    // What hurts somebody when it is said to them, and is said of programs all day.
    private static readonly HashSet<string> Violence =
    [
        "beat", "beaten", "bleed", "burn", "cancer", "choke", "dead", "die", "fingers", "hang", "hell", "hunt", "hurt", "kill", "knock", "murder", "punch", "rot", "shoot", "shot", "slap", "smash", "spit", "strangle", "suffer", "teeth",
    ];

    private static readonly HashSet<string> People = Forms(OfPeople), Anything = Forms(OfAnything);
    private static readonly string[] All = [.. People.Concat(Anything).Where(w => w.Length > 3).Order(StringComparer.Ordinal)];

    public static bool IsOfPeople(string word) => People.Contains(word);

    public static bool IsRude(string word) => People.Contains(word) || Anything.Contains(word);

    public static bool IsViolent(string word) => Violence.Contains(word);

    /// <summary>The words of <paramref name="sentence"/>.</summary>
    public static List<string> In(string sentence)
    {
        var words = new List<string>();
        var letters = new StringBuilder();
        foreach (var match in Word().EnumerateMatches(sentence))
        {
            string word = Folding.Fold(sentence.Substring(match.Index, match.Length));
            if (word.Length == 1 && char.IsAsciiLetter(word[0]))
            {
                letters.Append(word);
                continue;
            }

            Join(letters, words);
            words.Add(Meant(word));
        }

        Join(letters, words);
        return words;
    }

    // "f u c k you" is two words, "plan b" as well.
    private static void Join(StringBuilder letters, List<string> words)
    {
        string joined = letters.ToString();
        if (joined.Length > 2 && IsRude(joined))
        {
            words.Add(joined);
        }
        else
        {
            words.AddRange(joined.Select(c => c.ToString()));
        }

        letters.Clear();
    }

    private static string Meant(string word)
    {
        if (IsRude(word) || word.Length < 3)
        {
            return word;
        }

        if (word.AsSpan().IndexOfAny('*', '#') is > 0 and var hidden && (word.Count(char.IsAsciiLetter) >= 2 || word.Length == 4))
        {
            var pattern = new Regex("^" + Regex.Escape(word).Replace(@"\*", "[a-z]{0,3}", StringComparison.Ordinal).Replace(@"\#", "[a-z]{0,3}", StringComparison.Ordinal) + "$");
            return Array.Find(All, w => w.AsSpan().StartsWith(word.AsSpan(0, hidden)) && pattern.IsMatch(w)) ?? word;
        }

        if (word.Length < 4)
        {
            return word; // "a55" is part of a name
        }

        string plain = Runs().Replace(string.Concat(word.Select(c => c switch { '0' => 'o', '1' or '!' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => c })), "$1");
        return IsRude(plain) ? plain : word; // whatever else holds digits is left as it is: codes, versions, names
    }

    private static HashSet<string> Forms(string[] words) => [.. words.SelectMany(w => (string[])[w, w + "s", w.EndsWith('y') ? w[..^1] + "ies" : w + "es"])];

    [GeneratedRegex(@"[\p{L}\p{N}](?:[\p{L}\p{N}@$!*#']*[\p{L}\p{N}@$*#])?")]
    private static partial Regex Word();

    [GeneratedRegex(@"([a-z])\1{2,}")]
    private static partial Regex Runs();
}
