using System.Numerics.Tensors;

namespace KnowledgeBase.Semantics.Training;

/// <summary>
/// Symmetric InfoNCE over one batch: each left text must find its right one among all rights, and the other way round
/// (van den Oord et al. 2018; in-batch negatives). Texts 0 to n - 1 are lefts, n to 2n - 1 rights.
/// </summary>
internal sealed unsafe class ContrastiveBatch(int pairs, int stride, float temperature, int threads)
{
    private readonly float[] similarities = new float[pairs * pairs];
    private readonly float[] rowSums = new float[pairs];
    private readonly float[] columnSums = new float[pairs];
    private readonly float[] norms = new float[2 * pairs];

    /// <summary>Sums of rows before the loss; unit vectors after it. One text each <c>stride</c> floats.</summary>
    public float[] Vectors { get; } = new float[2 * pairs * stride];

    /// <summary>How the loss changes with each text's sum of rows (up to a constant factor).</summary>
    public float[] Gradients { get; } = new float[2 * pairs * stride];

    /// <summary>Computes <see cref="Gradients"/> from <see cref="Vectors"/> over their first <paramref name="width"/> components; returns the mean loss in nats.</summary>
    public double Run(int width, ReadOnlySpan<ulong> hashes)
    {
        Normalize(width);
        fixed (float* vectors = Vectors, gradients = Gradients, table = similarities)
        {
            float* left = vectors, right = vectors + ((long)pairs * stride), matrix = table, gradient = gradients;
            Lanes.Split(pairs, 32, threads, (from, to) => MatrixProducts.RowsByRows(left, right, matrix, from, to, pairs, width, stride));
            double loss = Weigh(hashes);
            Lanes.Split(pairs, 32, threads, (from, to) => MatrixProducts.WeightedRows(matrix, pairs, 1, right, gradient, from, to, pairs, width, stride));
            Lanes.Split(pairs, 32, threads, (from, to) => MatrixProducts.WeightedRows(matrix, 1, pairs, left, gradient + ((long)pairs * stride), from, to, pairs, width, stride));
            Project(width);
            return loss;
        }
    }

    private void Normalize(int width)
    {
        for (int text = 0; text < 2 * pairs; text++)
        {
            norms[text] = UnitVector.Normalize(Vectors.AsSpan(text * stride, width));
        }
    }

    // Cosines become exponentials, then derivatives: row softmax + column softmax - 2 on the diagonal.
    private double Weigh(ReadOnlySpan<ulong> hashes)
    {
        columnSums.AsSpan().Clear();
        for (int i = 0; i < pairs; i++)
        {
            var row = similarities.AsSpan(i * pairs, pairs);
            TensorPrimitives.Subtract(row, 1, row);
            TensorPrimitives.Divide(row, temperature, row);
            TensorPrimitives.Exp(row, row);
            for (int j = 0; j < pairs; j++)
            {
                if (j != i && (hashes[i] == hashes[j] || hashes[pairs + i] == hashes[pairs + j]))
                {
                    row[j] = 0;
                }
            }

            rowSums[i] = TensorPrimitives.Sum<float>(row);
            TensorPrimitives.Add(columnSums, row, columnSums);
        }

        double loss = 0;
        for (int i = 0; i < pairs; i++)
        {
            float own = Math.Max(similarities[(i * pairs) + i], float.Epsilon);
            loss -= Math.Log(own / rowSums[i]) + Math.Log(own / columnSums[i]);
        }

        TensorPrimitives.Reciprocal<float>(rowSums, rowSums);
        TensorPrimitives.Reciprocal<float>(columnSums, columnSums);
        for (int i = 0; i < pairs; i++)
        {
            var row = similarities.AsSpan(i * pairs, pairs);
            float own = rowSums[i];
            for (int j = 0; j < row.Length; j++)
            {
                row[j] *= own + columnSums[j];
            }

            row[i] -= 2;
        }

        return loss / (2 * pairs);
    }

    // Only what turns a vector counts, not what stretches it.
    private void Project(int width)
    {
        for (int text = 0; text < 2 * pairs; text++)
        {
            var vector = Vectors.AsSpan(text * stride, width);
            var gradient = Gradients.AsSpan(text * stride, width);
            float along = TensorPrimitives.Dot<float>(gradient, vector);
            TensorPrimitives.MultiplyAdd(vector, -along, gradient, gradient);
            float scale = norms[text] > 0 ? 1 / norms[text] : 0;
            TensorPrimitives.Multiply(gradient, scale, gradient);
        }
    }
}
