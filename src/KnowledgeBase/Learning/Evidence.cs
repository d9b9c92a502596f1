using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Learning;

/// <summary>A kind of evidence that can be taken away to see what it is worth.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Views">Views of the index it comes from.</param>
/// <param name="Features">Features it makes.</param>
public sealed record Evidence(string Name, Fusion.Views Views, IReadOnlyList<Feature> Features)
{
    /// <summary>All kinds. What the fused score holds of a kind goes with its view.</summary>
    public static IReadOnlyList<Evidence> All { get; } =
    [
        new("words", Fusion.Views.Lexical,
        [
            Feature.WholeShare, Feature.PassageShare, Feature.TitleShare, Feature.WholeMass, Feature.PassageMass, Feature.Coverage, Feature.PassageCoverage,
            Feature.TitleCoverage, Feature.TitleMatched, Feature.RarestHeld, Feature.Pairs, Feature.TopMass,
        ]),
        new("codes", Fusion.Views.None, [Feature.CodesHeld, Feature.CodeKept]),
        new("meaning", Fusion.Views.Semantic,
        [
            Feature.Latent, Feature.LatentMargin, Feature.Semantic, Feature.SemanticMargin, Feature.SemanticAsked, Feature.SemanticWhole, Feature.TopSemantic,
        ]),
        new("tickets", Fusion.Views.Votes, [Feature.VoteShare, Feature.NearestVote, Feature.VoteTop, Feature.Popularity, Feature.Worded]),
    ];
}
