using KnowledgeBase.Ranking;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms;

namespace KnowledgeBase.Learning;

/// <summary>How a ranking is learned.</summary>
public enum Learner
{
    /// <summary>Logistic regression of single rows (ML.NET, L-BFGS).</summary>
    Logistic,

    /// <summary>Logistic regression of the choice among the candidates of a question (<see cref="ConditionalLogit"/>).</summary>
    Choice,

    /// <summary>FastTree (ML.NET, MART).</summary>
    FastTree,

    /// <summary>LightGBM (ML.NET).</summary>
    LightGbm,
}

/// <summary>Trains a classifier and exports it to flat arrays.</summary>
public static class RankingTrainer
{
    // The same for all candidates of a question: they move its probabilities, not its order, and may speak against.
    private static readonly HashSet<Feature> OfTheQuestion = [Feature.NoTickets, Feature.Known, Feature.TopMass, Feature.TopSemantic, Feature.SolvedShare];

    private const int Trees = 120;
    private const int LeavesPerTree = 12;

    /// <summary>Trains on <paramref name="rows"/>; the same input and seed give the same model, not calibrated yet. With <paramref name="only"/> the other features are left out; <see cref="Learner.Choice"/> begins at the weights of <paramref name="from"/>.</summary>
    public static RankingModel Train(IReadOnlyList<Judgment> rows, Learner learner, string version, string provenance, IReadOnlySet<Feature>? only = null, RankingModel? from = null, int seed = 1)
    {
        RankingModel raw = learner switch
        {
            Learner.Logistic => NoneAgainst(only, used => Logistic(new MLContext(seed), Data(rows, used))),
            Learner.Choice => new RankingModel { Version = "", Features = [], Weights = ConditionalLogit.Fit(rows, [.. (only ?? Enum.GetValues<Feature>().ToHashSet()).Except(OfTheQuestion)], from?.Weights) },
            Learner.FastTree => FromTrees(FastTree(new MLContext(seed), Data(rows, only)), version),
            _ => FromTrees(LightGbm(new MLContext(seed), Data(rows, only)), version),
        };
        return raw with { Version = version, Features = Enum.GetNames<Feature>(), Provenance = provenance };
    }

    // A feature that is left out is 0 in every row, so that its weight stays 0.
    private static float[] Masked(float[] features, IReadOnlySet<Feature>? only) =>
        only is null ? features : [.. features.Select((value, i) => only.Contains((Feature)i) ? value : 0f)];

    // More of a feature speaks for a candidate, so a weight below zero is noise that two related features share:
    // the worst such feature is left out until there is none. (ML.NET's own EnforceNonNegativity left one huge weight and zeros.)
    private static RankingModel NoneAgainst(IReadOnlySet<Feature>? only, Func<IReadOnlySet<Feature>, RankingModel> train)
    {
        var used = (only ?? Enum.GetValues<Feature>().ToHashSet()).ToHashSet();
        while (true)
        {
            var model = train(used);
            var worst = used.Except(OfTheQuestion).MinBy(f => model.Weights![(int)f]);
            if (model.Weights![(int)worst] >= 0)
            {
                return model;
            }

            used.Remove(worst);
        }
    }

    private static IDataView Data(IReadOnlyList<Judgment> rows, IReadOnlySet<Feature>? only)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, FeatureExtractor.Count);
        return new MLContext(0).Data.LoadFromEnumerable(rows.Select(r => new Row { Features = Masked(r.Features, only), Label = r.Answers }), schema);
    }

    private static RankingModel Logistic(MLContext context, IDataView data)
    {
        // Standardised first, so that one L2 strength suits all; the scale is folded back into the weights.
        var normalizer = context.Transforms.NormalizeMeanVariance(nameof(Row.Features), fixZero: false).Fit(data);
        var affine = (NormalizingTransformer.AffineNormalizerModelParameters<System.Collections.Immutable.ImmutableArray<float>>)normalizer.GetNormalizerModelParameters(0);
        var trained = context.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            L1Regularization = 0,
            L2Regularization = 10,
            NumberOfThreads = 1,
            MaximumNumberOfIterations = 300,
        }).Fit(normalizer.Transform(data));
        var linear = trained.Model.SubModel;
        var weights = new double[FeatureExtractor.Count];
        double bias = linear.Bias;
        for (int i = 0; i < weights.Length; i++)
        {
            double offset = affine.Offset.IsDefaultOrEmpty ? 0 : affine.Offset[i];
            weights[i] = linear.Weights[i] * affine.Scale[i];
            bias -= weights[i] * offset;
        }

        return new RankingModel { Version = "", Features = [], Weights = weights, Bias = bias };
    }

    private static FastTreeBinaryModelParameters FastTree(MLContext context, IDataView data) =>
        context.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            NumberOfTrees = Trees,
            NumberOfLeaves = LeavesPerTree,
            MinimumExampleCountPerLeaf = 30,
            LearningRate = 0.1,
            NumberOfThreads = 1,
        }).Fit(data).Model.SubModel;

    private static LightGbmBinaryModelParameters LightGbm(MLContext context, IDataView data) =>
        (LightGbmBinaryModelParameters)((CalibratedModelParametersBase)context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            NumberOfIterations = Trees,
            NumberOfLeaves = LeavesPerTree,
            MinimumExampleCountPerLeaf = 30,
            LearningRate = 0.1,
            NumberOfThreads = 1, // OpenMP's threads spin: five times the CPU for nothing
            Seed = 1,
            Deterministic = true,
        }).Fit(data).Model).SubModel;

    private static RankingModel FromTrees(TreeEnsembleModelParameters model, string version)
    {
        var ensemble = model switch
        {
            FastTreeBinaryModelParameters fast => fast.TrainedTreeEnsemble,
            LightGbmBinaryModelParameters light => light.TrainedTreeEnsemble,
            _ => throw new NotSupportedException(model.GetType().Name),
        };
        var roots = new List<int>();
        var features = new List<int>();
        var thresholds = new List<float>();
        var left = new List<int>();
        var right = new List<int>();
        var leaves = new List<double>();
        for (int t = 0; t < ensemble.Trees.Count; t++)
        {
            var tree = ensemble.Trees[t];
            int nodes = features.Count, firstLeaf = leaves.Count;
            roots.Add(tree.NumberOfNodes == 0 ? ~firstLeaf : nodes);
            for (int n = 0; n < tree.NumberOfNodes; n++)
            {
                features.Add(tree.NumericalSplitFeatureIndexes[n]);
                thresholds.Add(tree.NumericalSplitThresholds[n]);
                left.Add(Child(tree.LeftChild[n]));
                right.Add(Child(tree.RightChild[n]));
            }

            leaves.AddRange(tree.LeafValues.Select(v => v * ensemble.TreeWeights[t]));

            int Child(int c) => c >= 0 ? nodes + c : ~(firstLeaf + ~c);
        }

        return new RankingModel
        {
            Version = version,
            Features = [],
            Trees = new TreeEnsemble
            {
                Roots = [.. roots],
                Features = [.. features],
                Thresholds = [.. thresholds],
                Left = [.. left],
                Right = [.. right],
                Leaves = [.. leaves],
                Bias = ensemble.Bias,
            },
        };
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
