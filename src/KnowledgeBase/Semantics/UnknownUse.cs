using KnowledgeBase.Text;

namespace KnowledgeBase.Semantics;

/// <summary>What a token adds to a vector when the vocabulary lacks it.</summary>
internal enum UnknownUse : byte
{
    /// <summary>The pieces it is made of and a vector of its own.</summary>
    Full,

    /// <summary>Only a vector of its own: its words stand beside it.</summary>
    OwnOnly,

    /// <summary>Nothing.</summary>
    Ignored,
}

/// <summary>The rule that gives each token its <see cref="UnknownUse"/>.</summary>
internal static class UnknownUses
{
    /// <summary>The use of <paramref name="token"/> of <paramref name="folded"/>.</summary>
    public static UnknownUse Of(ReadOnlySpan<char> folded, Token token) => token.Kind switch
    {
        TokenKind.Compound => UnknownUse.OwnOnly,
        TokenKind.Joined when folded.Slice(token.Start, token.Length).Contains('-') => UnknownUse.Ignored,
        _ => UnknownUse.Full,
    };
}
