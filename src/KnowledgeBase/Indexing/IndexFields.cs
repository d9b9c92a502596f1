namespace KnowledgeBase.Indexing;

/// <summary>Names of the Lucene fields.</summary>
public static class IndexFields
{
    /// <summary>What a document belongs to: "a" or "t" and the store's key; deletes go by it.</summary>
    public const string Owner = "owner";

    /// <summary>The store's key, as doc value.</summary>
    public const string Key = "key";

    /// <summary>Number of the passage in its article, as doc value.</summary>
    public const string Ordinal = "ordinal";

    /// <summary>Title and whole text of an article.</summary>
    public const string Whole = "whole";

    /// <summary>Title and text of a passage.</summary>
    public const string Passage = "passage";

    /// <summary>Title of an article, or another way its question is asked.</summary>
    public const string Title = "title";

    /// <summary>Unstemmed words of an article, for spelling.</summary>
    public const string Words = "words";

    /// <summary>Subject and question of a resolved ticket.</summary>
    public const string Ticket = "ticket";
}
