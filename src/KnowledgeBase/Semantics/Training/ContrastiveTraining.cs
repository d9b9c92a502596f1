namespace KnowledgeBase.Semantics.Training;

/// <summary>The steps of a training: draw a batch, sum rows, compare, learn.</summary>
internal sealed class ContrastiveTraining(PairCorpus corpus, BatchSampler sampler, TrainedRows rows, int rowCount, EmbeddingTrainingOptions options)
{
    private readonly ContrastiveBatch batch = new(options.Batch, options.Dimensions, options.Temperature, options.Threads);
    private readonly RowUses uses = new(rowCount);
    private readonly int[] pairs = new int[options.Batch];
    private readonly ulong[] hashes = new ulong[2 * options.Batch];

    /// <summary>Does the next step and returns its loss in nats.</summary>
    public double Step()
    {
        int width = sampler.Draw(rows.Step, pairs);
        Gather();
        Lanes.Split(2 * options.Batch, 32, options.Threads, (from, to) =>
        {
            for (int text = from; text < to; text++)
            {
                var sum = batch.Vectors.AsSpan(text * options.Dimensions, width);
                sum.Clear();
                rows.Sum(uses, text, sum);
            }
        });
        double loss = batch.Run(width, hashes);
        double share = (double)rows.Step / options.Steps;
        float rate = (float)(options.Rate * (1 - (share * (1 - options.FinalRate))));
        rows.Learn(uses, batch.Gradients, options.Dimensions, width, rate, options.Threads);
        return loss;
    }

    private void Gather()
    {
        uses.Clear();
        for (int text = 0; text < 2 * options.Batch; text++)
        {
            int source = (2 * pairs[text % options.Batch]) + (text / options.Batch);
            hashes[text] = corpus.Hash(source);
            foreach (int code in corpus.Text(source))
            {
                var used = corpus.Terms.Rows(code);
                float weight = used.Length > 1 ? 1 / MathF.Sqrt(used.Length) : 1;
                foreach (int row in used)
                {
                    uses.Use(row, weight);
                }
            }

            uses.EndText();
        }

        uses.Sort();
    }
}
