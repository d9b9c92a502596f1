using System.Collections.Frozen;

namespace KnowledgeBase.Text;

/// <summary>English words that carry no topic; they are searched only when a question has nothing else.</summary>
public static class StopWords
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        ("a an the and or but if of at by for with about to from in on is am are was were be been being it its this that these those there here "
        + "i me my mine we us our you your he she they them their his her what which who whom how when why do does did doing done "
        + "have has had having will would shall should can could may might must as so than then too very just also into "
        + "im ive id dont doesnt didnt cant isnt arent wasnt wont please pls thanks thank hi hello dear get got any some all").Split(' '),
        StringComparer.Ordinal);

    /// <summary>True for a word (folded, unstemmed) that carries no topic.</summary>
    public static bool Contains(string surface) => Words.Contains(surface);
}
