using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnowledgeBase.Ranking;

/// <summary>A trained classifier with its calibration: features of (question, candidate) in, the probability that the candidate answers out.</summary>
public sealed record RankingModel
{
    /// <summary>Name of the model, shown with every response.</summary>
    public required string Version { get; init; }

    /// <summary>Names of the features it was trained on, in order; a model that does not match is refused.</summary>
    public required string[] Features { get; init; }

    /// <summary>Weights of a logistic regression, or null when it is made of trees.</summary>
    public double[]? Weights { get; init; }

    /// <summary>Added to the weighted sum.</summary>
    public double Bias { get; init; }

    /// <summary>The trees, or null when it is a logistic regression.</summary>
    public TreeEnsemble? Trees { get; init; }

    /// <summary>Turns scores into probabilities; fitted on questions the classifier was not trained on.</summary>
    public Certainty Certainty { get; init; } = new();

    /// <summary>Turns the similarity of a resolved ticket into the probability that what solved it helps here too; fitted on tickets as they came in.</summary>
    public TicketCertainty Tickets { get; init; } = new(1, 0);

    /// <summary>Probabilities of the first results of the questions it was calibrated on, most probable first: what <see cref="CutoffFor"/> reads.</summary>
    public double[] FirstResults { get; init; } = [];

    /// <summary>What the customer's questions have taught of the articles they are answered by; null when there were too few.</summary>
    public QuestionClassifier? Questions { get; init; }

    /// <summary>Whether it was calibrated on the customer's own tickets: then it knows what their votes are worth.</summary>
    public bool IsOwn { get; init; }

    /// <summary>What it was trained and calibrated on, in words and counts.</summary>
    public string Provenance { get; init; } = "";

    /// <summary>The uncalibrated score of one row.</summary>
    public double Score(ReadOnlySpan<float> row)
    {
        if (Trees is not null)
        {
            return Trees.Score(row);
        }

        double sum = Bias;
        for (int i = 0; i < Weights!.Length; i++)
        {
            sum += Weights[i] * row[i];
        }

        return sum;
    }

    /// <summary>
    /// The lowest probability from which on answers are right in <paramref name="targetPrecision"/> (0 to 1) of the cases on average, by the model's own calibrated probabilities;
    /// under it the service stays silent. Never below a half: what is more likely wrong than right is no answer. Without questions to go by it is the target itself.
    /// </summary>
    public double CutoffFor(double targetPrecision)
    {
        double sum = 0, cutoff = targetPrecision;
        for (int i = 0; i < FirstResults.Length; i++)
        {
            sum += FirstResults[i];
            cutoff = sum / (i + 1) >= targetPrecision ? Math.Min(cutoff, FirstResults[i]) : cutoff;
        }

        return Math.Max(cutoff, 0.5);
    }

    /// <summary>Reads a model; throws <see cref="InvalidDataException"/> when it was made for other features or by an earlier version.</summary>
    public static RankingModel Load(Stream stream)
    {
        var model = JsonSerializer.Deserialize(stream, ModelJson.Default.RankingModel)
            ?? throw new InvalidDataException("The ranking model is empty. Train it again with `train`.");
        if (!model.Features.SequenceEqual(Enum.GetNames<Feature>()))
        {
            throw new InvalidDataException($"The ranking model {model.Version} was trained on other features. Train it again with `train`.");
        }

        // What a file does not say is null here, whatever stands beside the property.
        if (model.Certainty is null || model.Tickets is null || model.FirstResults is null)
        {
            throw new InvalidDataException($"The ranking model {model.Version} was made by an earlier version. Train it again with `train`.");
        }

        return model;
    }

    /// <summary>The model shipped with the engine.</summary>
    public static RankingModel Shipped()
    {
        using var stream = typeof(RankingModel).Assembly.GetManifestResourceStream("KnowledgeBase.Ranking.Models.ranking.json")
            ?? throw new InvalidOperationException("The shipped ranking model is missing from the build.");
        return Load(stream);
    }

    /// <summary>Writes the model as JSON.</summary>
    public void Save(Stream stream) => JsonSerializer.Serialize(stream, this, ModelJson.Default.RankingModel);
}

[JsonSourceGenerationOptions(WriteIndented = false, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RankingModel))]
internal sealed partial class ModelJson : JsonSerializerContext;
