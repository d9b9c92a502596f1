namespace KnowledgeBase.Indexing;

/// <summary>What a document of the index can belong to: an article or a ticket.</summary>
public interface IIndexed
{
    /// <summary>The store's number for it.</summary>
    long Key { get; }

    /// <summary>Number of this form of it in its index; 0 for what has none.</summary>
    int Slot { get; }
}
