using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Semantics.Training;

/// <summary>Rows being trained: their values and Adam's two moments (Kingma and Ba 2015), touched only where a batch uses them.</summary>
internal sealed class TrainedRows(float[] values, int dimensions)
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly float[] first = new float[values.Length];
    private readonly float[] second = new float[values.Length];

    /// <summary>The values, row after row.</summary>
    public float[] Values { get; } = values;

    /// <summary>Steps done.</summary>
    public int Step { get; private set; }

    /// <summary>Rows that start as random directions of the given lengths.</summary>
    public static TrainedRows Random(ReadOnlySpan<float> lengths, int dimensions, int seed)
    {
        var random = new Random(seed);
        var values = new float[lengths.Length * dimensions];
        for (int row = 0; row < lengths.Length; row++)
        {
            float size = lengths[row] / MathF.Sqrt(dimensions);
            foreach (ref float value in values.AsSpan(row * dimensions, dimensions))
            {
                // Box-Muller
                double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
                value = size * (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
            }
        }

        return new TrainedRows(values, dimensions);
    }

    /// <summary>Adds the rows of a text's uses to <paramref name="target"/>.</summary>
    public void Sum(RowUses uses, int text, Span<float> target)
    {
        var (from, to) = uses.Text(text);
        for (int use = from; use < to; use++)
        {
            var (row, weight) = uses.ByText(use);
            TensorPrimitives.MultiplyAdd(Values.AsSpan(row * dimensions, target.Length), weight, target, target);
        }
    }

    /// <summary>One step of Adam at <paramref name="rate"/> on the first <paramref name="width"/> components of every used row.</summary>
    public void Learn(RowUses uses, float[] gradients, int stride, int width, float rate, int threads)
    {
        Step++;
        float corrected = (float)(rate * Math.Sqrt(1 - Math.Pow(Beta2, Step)) / (1 - Math.Pow(Beta1, Step)));
        Lanes.Split(Values.Length / dimensions, 256, threads, (fromRow, toRow) =>
        {
            Span<float> gradient = stackalloc float[width];
            for (int row = fromRow; row < toRow; row++)
            {
                var (from, to) = uses.Row(row);
                if (from == to)
                {
                    continue;
                }

                gradient.Clear();
                for (int use = from; use < to; use++)
                {
                    var (text, weight) = uses.ByRow(use);
                    TensorPrimitives.MultiplyAdd(gradients.AsSpan(text * stride, width), weight, gradient, gradient);
                }

                Adam(row * dimensions, gradient, corrected);
            }
        });
    }

    /// <summary>Writes all state.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(Step);
        foreach (float[] part in (float[][])[Values, first, second])
        {
            writer.Write(MemoryMarshal.AsBytes(part.AsSpan()));
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote for rows of the same shape.</summary>
    public void Restore(BinaryReader reader)
    {
        Step = reader.ReadInt32();
        foreach (float[] part in (float[][])[Values, first, second])
        {
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(part.AsSpan()));
        }
    }

    private void Adam(int at, ReadOnlySpan<float> gradient, float rate)
    {
        var value = Values.AsSpan(at, gradient.Length);
        var m = first.AsSpan(at, gradient.Length);
        var v = second.AsSpan(at, gradient.Length);
        Span<float> step = stackalloc float[gradient.Length];
        TensorPrimitives.Multiply(gradient, 1 - Beta1, step);
        TensorPrimitives.MultiplyAdd(m, Beta1, step, m);
        TensorPrimitives.Multiply(gradient, gradient, step);
        TensorPrimitives.Multiply(step, 1 - Beta2, step);
        TensorPrimitives.MultiplyAdd(v, Beta2, step, v);
        TensorPrimitives.Sqrt(v, step);
        TensorPrimitives.Add(step, Epsilon, step);
        TensorPrimitives.Divide(m, step, step);
        TensorPrimitives.MultiplyAdd(step, -rate, value, value);
    }
}
