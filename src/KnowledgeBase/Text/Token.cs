namespace KnowledgeBase.Text;

/// <summary>What a token is to the search: a plain word, a code to be matched whole, or a piece of one.</summary>
public enum TokenKind : byte
{
    /// <summary>A plain word; matched by its stem.</summary>
    Word,

    /// <summary>A machine term kept whole: error code, flag, version, file, path or package name.</summary>
    Code,

    /// <summary>A hyphenated word kept whole (two-factor); its parts follow at the same place.</summary>
    Compound,

    /// <summary>A word inside a <see cref="Code"/> or <see cref="Compound"/>.</summary>
    Part,

    /// <summary>A compound without its hyphens (e-mail as email), or a verb of two words as one (logged in as login).</summary>
    Joined,
}

/// <summary>One token as a span of the folded text it was cut from; <paramref name="Position"/> counts words, and parts share the position of their whole.</summary>
public readonly record struct Token(int Start, int Length, int Position, TokenKind Kind);
