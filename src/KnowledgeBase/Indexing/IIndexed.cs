namespace KnowledgeBase.Indexing;

/// <summary>What a document of the index can belong to: an article or a ticket.</summary>
public interface IIndexed
{
    /// <summary>The store's number for it.</summary>
    long Key { get; }
}
