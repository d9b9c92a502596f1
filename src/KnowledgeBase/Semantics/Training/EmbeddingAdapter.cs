namespace KnowledgeBase.Semantics.Training;

/// <summary>
/// Teaches an embedding a customer's own language: a few more steps, half on the customer's pairs, half on general ones so that it does not forget.
/// Words the customer uses often get rows of their own.
/// </summary>
public sealed class EmbeddingAdapter(EmbeddingTrainingOptions options, TimeProvider time)
{
    /// <summary>Most rows added for the customer's words.</summary>
    public const int MostNewTerms = 4_000;

    /// <summary>Fewer texts than this with a word do not earn it a row.</summary>
    public const int TextsForNewTerm = 3;

    /// <summary>Few steps at a lower rate than training; the recipe found that more steps overfit.</summary>
    public static EmbeddingTrainingOptions Defaults { get; } = new() { Steps = 200, Rate = 0.005f };

    /// <summary>
    /// A model adapted to <paramref name="customer"/>'s pairs; <paramref name="general"/> itself when there are none.
    /// <paramref name="replay"/> are general pairs, by default those that ship with the engine.
    /// </summary>
    public StaticEmbedding Adapt(
        StaticEmbedding general,
        IEnumerable<TrainingPair> customer,
        IEnumerable<TrainingPair>? replay = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default)
    {
        var own = customer.Select(p => p with { Source = "customer:" + p.Source }).ToList();
        if (own.Count == 0)
        {
            return general;
        }

        var settings = options with { Dimensions = general.Dimensions };
        settings.Validate();
        var corpus = PairCorpus.Read(own.Concat(replay ?? ReplayPairs.Shipped()), settings, cancel);
        var added = NewTerms(corpus, general.Vocabulary);
        var vocabulary = new EmbeddingVocabulary([.. general.Vocabulary.Terms, .. added]);
        int buckets = general.Rows.Buckets;
        corpus.Terms.Bind(vocabulary, buckets);
        var rows = new TrainedRows(StartValues(general, added), general.Dimensions);
        var training = new ContrastiveTraining(corpus, Sampler(corpus, settings), rows, vocabulary.Count + buckets, settings);
        new TrainingLoop(settings, time).Run(training, rows, progress, save: null, cancel);
        return new StaticEmbedding(EmbeddingRows.Quantize(vocabulary, buckets, general.Dimensions, general.Rows.OwnNorm, rows.Values));
    }

    private static bool IsCustomer(PairSource source) => source.Name.StartsWith("customer:", StringComparison.Ordinal);

    // Half of the draws are the customer's, whatever the sizes.
    private static BatchSampler Sampler(PairCorpus corpus, EmbeddingTrainingOptions settings)
    {
        double customer = corpus.Sources.Where(IsCustomer).Sum(settings.DrawWeight);
        double replay = corpus.Sources.Where(s => !IsCustomer(s)).Sum(settings.DrawWeight);
        return new BatchSampler(corpus.Sources, s => settings.DrawWeight(s) / (IsCustomer(s) ? customer : replay), settings);
    }

    private static List<string> NewTerms(PairCorpus corpus, EmbeddingVocabulary known)
    {
        var texts = new Dictionary<int, int>();
        foreach (int pair in corpus.Sources.Where(IsCustomer).SelectMany(s => s.Pairs))
        {
            var terms = new HashSet<int>();
            foreach (int side in (ReadOnlySpan<int>)[2 * pair, (2 * pair) + 1])
            {
                foreach (int code in corpus.Text(side))
                {
                    terms.Add(code >> 2);
                }
            }

            foreach (int term in terms)
            {
                texts[term] = texts.GetValueOrDefault(term) + 1;
            }
        }

        return [.. texts.Where(t => t.Value >= TextsForNewTerm && known.Row(corpus.Terms[t.Key]) < 0)
            .OrderByDescending(t => t.Value)
            .ThenBy(t => corpus.Terms[t.Key], StringComparer.Ordinal)
            .Take(MostNewTerms)
            .Select(t => corpus.Terms[t.Key])];
    }

    // A new row starts as what its word meant before: pieces and a vector of its own.
    private static float[] StartValues(StaticEmbedding general, List<string> added)
    {
        var rows = general.Rows;
        int d = rows.Dimensions, known = rows.Vocabulary.Count;
        var values = new float[(known + added.Count + rows.Buckets) * d];
        for (int row = 0; row < known + rows.Buckets; row++)
        {
            int target = row < known ? row : row + added.Count;
            Int8.AddScaled(rows.Row(row), rows.Scales[row], values.AsSpan(target * d, d));
        }

        for (int i = 0; i < added.Count; i++)
        {
            general.AddUnknown(added[i], UnknownUse.Full, values.AsSpan((known + i) * d, d));
        }

        return values;
    }
}
