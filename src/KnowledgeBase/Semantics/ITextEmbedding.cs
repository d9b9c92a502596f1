using KnowledgeBase.Text;

namespace KnowledgeBase.Semantics;

/// <summary>Places texts in a space where texts that mean the same are near. Safe to share.</summary>
public interface ITextEmbedding
{
    /// <summary>Components of a vector.</summary>
    int Dimensions { get; }

    /// <summary>Letters, digits and dashes that name it: two of one name place alike.</summary>
    string Id { get; }

    /// <summary>Writes the vector of a question, of length 1, to <paramref name="destination"/>; false (and zeros) when it has no words, or cannot be placed now.</summary>
    bool Encode(AnalyzedText text, Span<float> destination);

    /// <summary>The vectors of <paramref name="texts"/>, of length 1, zeros for one without words; null when they cannot be placed now.</summary>
    IReadOnlyList<float[]>? Encode(IReadOnlyList<string> texts);
}
