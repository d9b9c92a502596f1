using System.Text;
using KnowledgeBase.Articles;

namespace KnowledgeBase.Indexing;

/// <summary>A stretch of an article of about 90 words: the unit that is matched.</summary>
/// <param name="Anchor">Where it starts in the article, for the link to its heading.</param>
/// <param name="FirstBlock">Index of its first block among the article's blocks.</param>
/// <param name="LastBlock">Index of its last block.</param>
/// <param name="Text">Its bytes among those of the article's text.</param>
/// <param name="Terms">Its terms among those of the article's text.</param>
public readonly record struct IndexedPassage(string Anchor, int FirstBlock, int LastBlock, Range Text, Range Terms);

/// <summary>An article as the search holds it in memory: what ranking needs, nothing it has to fetch but the text of the few that are shown. Passages overlap, so its text is kept once.</summary>
public sealed class IndexedArticle : IIndexed
{
    /// <summary>The store's number for it.</summary>
    public required long Key { get; init; }

    /// <summary>Number of this form of it in its index, from 0; never given twice.</summary>
    public int Slot { get; internal set; }

    /// <summary>The article; its body is not kept here.</summary>
    public required Article Article
    {
        get;
        init
        {
            field = value;
            State = value.State;
            Audience = value.Audience;
        }
    }

    /// <summary>State of <see cref="Article"/>, here because every candidate is asked for it.</summary>
    public ArticleState State { get; private init; }

    /// <summary>Audience of <see cref="Article"/>.</summary>
    public Audience Audience { get; private init; }

    /// <summary>Ids of the terms of its title, then of each of the other ways its question is asked (<see cref="TermIds"/>).</summary>
    public required int[][] Asked { get; init; }

    /// <summary>Ids of the terms of its title.</summary>
    public int[] Title => Asked[0];

    /// <summary>Ids of the terms of its tags.</summary>
    public required int[] Tags { get; init; }

    /// <summary>Its plain text, one blank or line break between words.</summary>
    public required ArticleText Text { get; set; }

    /// <summary>Ids of the terms of its text in order of position.</summary>
    public required int[] Terms { get; init; }

    /// <summary>Its passages, in order; never empty.</summary>
    public required IndexedPassage[] Passages { get; init; }

    /// <summary>Ids of the surfaces, folded, of the codes it holds (e404, --force, @scope/name), ascending.</summary>
    public required int[] Codes { get; init; }

    /// <summary>The plain text of a passage.</summary>
    public string TextOf(int passage) => Encoding.UTF8.GetString(BytesOf(passage));

    /// <summary>The plain text of a passage in UTF-8.</summary>
    public ReadOnlySpan<byte> BytesOf(int passage) => Text[Passages[passage].Text];

    /// <summary>Ids of the terms of a passage in order of position.</summary>
    public ReadOnlySpan<int> TermsOf(int passage) => Terms.AsSpan(Passages[passage].Terms);

    /// <summary>Whether a term is anywhere in it.</summary>
    public bool Holds(int term)
    {
        foreach (int[] asked in Asked)
        {
            if (asked.AsSpan().Contains(term))
            {
                return true;
            }
        }

        return Terms.AsSpan().Contains(term) || Tags.AsSpan().Contains(term);
    }

    /// <summary>Whether it holds the code whose surface has this id.</summary>
    public bool HoldsCode(int id) => Array.BinarySearch(Codes, id) >= 0;
}
