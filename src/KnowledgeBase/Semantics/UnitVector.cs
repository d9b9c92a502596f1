using System.Numerics.Tensors;

namespace KnowledgeBase.Semantics;

/// <summary>Vectors of length 1.</summary>
internal static class UnitVector
{
    /// <summary>The first <paramref name="dimensions"/> components of <paramref name="vector"/>, at length 1 again; the vector itself when it has no more.</summary>
    public static float[] Shortened(float[] vector, int dimensions)
    {
        if (dimensions == vector.Length)
        {
            return vector;
        }

        float[] first = vector[..dimensions];
        Normalize(first);
        return first;
    }

    /// <summary>Brings <paramref name="vector"/> to length 1 and returns its length before; a zero vector stays.</summary>
    public static float Normalize(Span<float> vector)
    {
        float norm = TensorPrimitives.Norm(vector);
        if (norm > 0)
        {
            TensorPrimitives.Divide(vector, norm, vector);
        }

        return norm;
    }
}
