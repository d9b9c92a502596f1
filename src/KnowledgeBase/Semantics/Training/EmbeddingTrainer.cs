using System.Numerics.Tensors;

namespace KnowledgeBase.Semantics.Training;

/// <summary>
/// Trains a static embedding from pairs of texts. The same pairs, settings and machine give the same bytes, whatever the number of threads
/// and whether or not it was interrupted.
/// </summary>
public sealed class EmbeddingTrainer(EmbeddingTrainingOptions options, TimeProvider time)
{
    /// <summary>
    /// Trains from <paramref name="pairs"/>. With a <paramref name="checkpoint"/> path it saves its state there now and then, goes on from it, and removes it at the end.
    /// Throws <see cref="InvalidDataException"/> when there is nothing to learn from or the checkpoint is of another training.
    /// </summary>
    public StaticEmbedding Train(
        IEnumerable<TrainingPair> pairs,
        IProgress<TrainingProgress>? progress = null,
        string? checkpoint = null,
        CancellationToken cancel = default)
    {
        options.Validate();
        var corpus = PairCorpus.Read(pairs, options, cancel);
        if (corpus.Count == 0)
        {
            throw new InvalidDataException("There are no pairs to learn from.");
        }

        var choice = VocabularyChoice.From(corpus, options);
        corpus.Terms.Bind(choice.Vocabulary, options.Buckets);
        var rows = TrainedRows.Random(StartLengths(choice), options.Dimensions, options.Seed);
        byte[] fingerprint = TrainingCheckpoint.Fingerprint(options, corpus, choice.Vocabulary);
        if (checkpoint is not null)
        {
            TrainingCheckpoint.Restore(checkpoint, fingerprint, rows);
        }

        var sampler = new BatchSampler(corpus.Sources, options.DrawWeight, options);
        var training = new ContrastiveTraining(corpus, sampler, rows, choice.Vocabulary.Count + options.Buckets, options);
        new TrainingLoop(options, time).Run(training, rows, progress, checkpoint is null ? null : () => TrainingCheckpoint.Save(checkpoint, fingerprint, rows), cancel);
        if (checkpoint is not null)
        {
            File.Delete(checkpoint);
        }

        return Finish(rows, choice.Vocabulary);
    }

    private float[] StartLengths(VocabularyChoice choice)
    {
        float middle = choice.Idf.Average();
        return [.. choice.Idf.Concat(Enumerable.Repeat(middle, options.Buckets)).Select(idf => idf * options.StartScale)];
    }

    private StaticEmbedding Finish(TrainedRows rows, EmbeddingVocabulary vocabulary)
    {
        double length = 0;
        for (int row = 0; row < vocabulary.Count; row++)
        {
            length += TensorPrimitives.Norm<float>(rows.Values.AsSpan(row * options.Dimensions, options.Dimensions));
        }

        float own = (float)(options.OwnWeight * length / vocabulary.Count);
        return new StaticEmbedding(EmbeddingRows.Quantize(vocabulary, options.Buckets, options.Dimensions, own, rows.Values));
    }
}
