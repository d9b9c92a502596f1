using System.Numerics.Tensors;
using KnowledgeBase.Ranking;

namespace KnowledgeBase.Learning;

/// <summary>
/// Least squares with an L2 penalty of one 0-or-1 target for each class (Rifkin, Yeo and Poggio 2003), by Cholesky factors of the normal equations.
/// What an example gets from the others alone follows from its leverage, without fitting again (Allen 1974).
/// </summary>
/// <param name="classes">How many classes there are.</param>
internal sealed class RidgeRegression(int classes)
{
    private const float L2 = 0.5f; // examples have length 1

    private readonly float[][] gram = [.. Enumerable.Range(0, QuestionGrams.Dimensions).Select(row => new float[row + 1])];
    private readonly float[][] sums = [.. Enumerable.Range(0, classes).Select(_ => new float[QuestionGrams.Dimensions])];

    /// <summary>Takes in an example of the classes <paramref name="of"/>.</summary>
    public void Add(QuestionGrams example, IEnumerable<int> of)
    {
        for (int i = 0; i < example.At.Length; i++)
        {
            float[] row = gram[example.At[i]];
            for (int j = 0; j <= i; j++)
            {
                row[example.At[j]] += example.Values[i] * example.Values[j];
            }
        }

        foreach (int target in of)
        {
            for (int i = 0; i < example.At.Length; i++)
            {
                sums[target][example.At[i]] += example.Values[i];
            }
        }
    }

    /// <summary>What fits all examples so far.</summary>
    public Solution Solve()
    {
        var factor = new float[gram.Length][];
        for (int i = 0; i < factor.Length; i++)
        {
            float[] row = factor[i] = new float[i + 1];
            for (int j = 0; j < i; j++)
            {
                row[j] = (gram[i][j] - TensorPrimitives.Dot<float>(row.AsSpan(0, j), factor[j].AsSpan(0, j))) / factor[j][j];
            }

            row[i] = MathF.Sqrt(gram[i][i] + L2 - TensorPrimitives.SumOfSquares<float>(row.AsSpan(0, i)));
        }

        return new Solution(factor, [.. sums.Select(s => Solved(factor, s))]);
    }

    private static float[] Solved(float[][] factor, float[] right)
    {
        float[] x = [.. right];
        Forward(factor, x, 0);
        for (int i = x.Length - 1; i >= 0; i--)
        {
            x[i] /= factor[i][i];
            TensorPrimitives.MultiplyAdd<float>(factor[i].AsSpan(0, i), -x[i], x.AsSpan(0, i), x.AsSpan(0, i));
        }

        return x;
    }

    private static void Forward(float[][] factor, float[] x, int first)
    {
        for (int i = first; i < x.Length; i++)
        {
            x[i] = (x[i] - TensorPrimitives.Dot<float>(factor[i].AsSpan(first, i - first), x.AsSpan(first, i - first))) / factor[i][i];
        }
    }

    /// <summary>Weights by class, and how much each example has decided them.</summary>
    internal sealed record Solution(float[][] Factor, float[][] Weights)
    {
        /// <summary>The leverage of <paramref name="example"/>, 0 to 1: with it, a class that gave it f and has the target y gives f - y h / (1 - h) without it.</summary>
        public float Leverage(QuestionGrams example)
        {
            var x = new float[Factor.Length];
            for (int i = 0; i < example.At.Length; i++)
            {
                x[example.At[i]] = example.Values[i];
            }

            Forward(Factor, x, example.At.Length == 0 ? x.Length : example.At[0]);
            return TensorPrimitives.SumOfSquares<float>(x);
        }
    }
}
