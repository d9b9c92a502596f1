using System.Numerics.Tensors;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Tests.Semantics;

internal static class Vectors
{
    public static float[] Of(StaticEmbedding model, string text)
    {
        var vector = new float[model.Dimensions];
        model.Encode(text, vector);
        return vector;
    }

    public static float Cosine(StaticEmbedding model, string a, string b) => TensorPrimitives.Dot<float>(Of(model, a), Of(model, b));
}
