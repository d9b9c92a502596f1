using System.Text.RegularExpressions;

namespace KnowledgeBase.Text;

/// <summary>Tells by its words whether a message insults or threatens somebody, so that nobody has to read it unprepared. It knows words, not what is meant: it folds, it never deletes.</summary>
public static partial class Insults
{
    /// <summary>True when <paramref name="text"/> holds an insult or a threat.</summary>
    public static bool In(string text) => Insult().IsMatch(text) || Threat().IsMatch(text);

    [GeneratedRegex(
        @"\b(idiots?|morons?|imbeciles?|retard(s|ed)?|dumbass(es)?|assholes?|arseholes?|bastards?|bitch(es)?|cunts?|dickheads?|scumbags?|motherfuckers?|wankers?|shitheads?|pricks?|fuck(ing)? (you|off|your(self|selves)?)|stfu|screw you|piece of (shit|crap|garbage)|stupid (people|team|agents?|company)|go to hell)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Insult();

    // Words for ending a process ("kill the server") are none: a threat names a person.
    [GeneratedRegex(
        @"\b(kill (you|yourself|yourselves|your (family|kids|children))|kys|(i|we)('ll| will| am going to|'m going to|'re going to) (find|hunt|hurt|beat|destroy) (you|your family)|hope (you|your family|you all) (die|get hurt|suffer)|you (deserve to|should) die|know where you live)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Threat();
}
