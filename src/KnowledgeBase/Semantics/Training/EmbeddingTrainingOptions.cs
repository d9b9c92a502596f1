namespace KnowledgeBase.Semantics.Training;

/// <summary>How an embedding is trained; the defaults are those of the shipped model.</summary>
public sealed record EmbeddingTrainingOptions
{
    /// <summary>Terms with a row of their own, 1 to 100,000.</summary>
    public int Vocabulary { get; init; } = 12_000;

    /// <summary>Rows shared by the pieces of unknown words, 1 to 100,000.</summary>
    public int Buckets { get; init; } = 2_048;

    /// <summary>Components of a row, a multiple of 64, 64 to 1,024; each batch learns with all, half or a quarter of them.</summary>
    public int Dimensions { get; init; } = 512;

    /// <summary>Pairs a step, a multiple of <see cref="MicroBatch"/>.</summary>
    public int Batch { get; init; } = 1_024;

    /// <summary>Pairs drawn together from one source, a multiple of 4; they are each other's harder negatives.</summary>
    public int MicroBatch { get; init; } = 32;

    /// <summary>Steps, 1 or more.</summary>
    public int Steps { get; init; } = 2_000;

    /// <summary>Adam's first rate; it falls linearly to <see cref="FinalRate"/> of it.</summary>
    public float Rate { get; init; } = 0.007f;

    /// <summary>Last rate as a share of the first, 0 to 1.</summary>
    public float FinalRate { get; init; }

    /// <summary>What cosines are divided by, above 0.</summary>
    public float Temperature { get; init; } = 0.05f;

    /// <summary>A source of n pairs is drawn with weight n to this power, 0 to 1.</summary>
    public double SourceExponent { get; init; } = 0.6;

    /// <summary>The source of real people's questions.</summary>
    public string QuestionSource { get; init; } = "sumo-firefox";

    /// <summary>How many times as often as its size says <see cref="QuestionSource"/> is drawn, above 0.</summary>
    public double QuestionWeight { get; init; } = 8;

    /// <summary>Most pairs taken of one source.</summary>
    public int MostPerSource { get; init; } = 40_000;

    /// <summary>Most tokens taken of one text.</summary>
    public int MostTokens { get; init; } = 256;

    /// <summary>Length of an unknown word's own vector, in lengths of an average row.</summary>
    public float OwnWeight { get; init; } = 0.5f;

    /// <summary>Length of a row before training for each unit of its term's inverse document frequency.</summary>
    public float StartScale { get; init; } = 1;

    /// <summary>Seed of every random choice.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads, 1 or more; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Steps between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 200;

    /// <summary>How often <paramref name="source"/> is drawn, against others.</summary>
    internal double DrawWeight(PairSource source) =>
        Math.Pow(source.Pairs.Length, SourceExponent) * (source.Name == QuestionSource ? QuestionWeight : 1);

    /// <summary>Throws <see cref="ArgumentException"/> naming the first setting out of range.</summary>
    public void Validate()
    {
        Check(Vocabulary is >= 1 and <= 100_000, nameof(Vocabulary));
        Check(Buckets is >= 1 and <= 100_000, nameof(Buckets));
        Check(Dimensions is >= 64 and <= 1_024 && Dimensions % 64 == 0, nameof(Dimensions));
        Check(MicroBatch >= 4 && MicroBatch % 4 == 0, nameof(MicroBatch));
        Check(Batch >= MicroBatch && Batch % MicroBatch == 0, nameof(Batch));
        Check(Steps >= 1, nameof(Steps));
        Check(Rate > 0 && FinalRate is >= 0 and <= 1, nameof(Rate));
        Check(Temperature > 0, nameof(Temperature));
        Check(SourceExponent is >= 0 and <= 1, nameof(SourceExponent));
        Check(QuestionWeight > 0, nameof(QuestionWeight));
        Check(MostPerSource >= 1 && MostTokens >= 1 && Threads >= 1 && CheckpointEvery >= 1, nameof(MostPerSource));
    }

    private static void Check(bool holds, string setting)
    {
        if (!holds)
        {
            throw new ArgumentException($"The training setting {setting} is out of range.");
        }
    }
}
