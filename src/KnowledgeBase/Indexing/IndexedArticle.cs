using KnowledgeBase.Articles;
using KnowledgeBase.Text;

namespace KnowledgeBase.Indexing;

/// <summary>A stretch of an article of about 90 words: the unit that is matched.</summary>
public sealed class IndexedPassage
{
    /// <summary>Where it starts in the article, for the link to its heading.</summary>
    public required string Anchor { get; init; }

    /// <summary>Index of its first block among the article's blocks.</summary>
    public required int FirstBlock { get; init; }

    /// <summary>Index of its last block.</summary>
    public required int LastBlock { get; init; }

    /// <summary>Its plain text.</summary>
    public required string Text { get; init; }

    /// <summary>Ids of its terms in order of position (<see cref="TermIds"/>).</summary>
    public required int[] Terms { get; init; }
}

/// <summary>An article as the search holds it in memory: what ranking needs, nothing it has to fetch.</summary>
public sealed class IndexedArticle
{
    /// <summary>The store's number for it.</summary>
    public required long Key { get; init; }

    /// <summary>Number of this form of it in its index, from 0; never given twice.</summary>
    public int Slot { get; internal set; }

    /// <summary>The article; its body is not kept here.</summary>
    public required Article Article { get; init; }

    /// <summary>Ids of the terms of its title, then of each of the other ways its question is asked.</summary>
    public required IReadOnlyList<int[]> Asked { get; init; }

    /// <summary>Ids of the terms of its title.</summary>
    public int[] Title => Asked[0];

    /// <summary>Its passages, in order; never empty.</summary>
    public required IReadOnlyList<IndexedPassage> Passages { get; init; }

    /// <summary>Terms of the whole text, sorted, each once.</summary>
    public required int[] TermSet { get; init; }

    /// <summary>Surfaces of the codes it holds, folded (e404, --force, @scope/name).</summary>
    public required IReadOnlySet<string> Codes { get; init; }
}
