using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace KnowledgeBase.Semantics;

/// <summary>The vector an unknown word has to itself: random signs drawn from its hash, so that two texts sharing the word agree and nothing is stored.</summary>
internal static class OwnVector
{
    private const ulong Step = 0x9e3779b97f4a7c15;

    /// <summary>Adds the vector of <paramref name="seed"/>, of length <paramref name="norm"/>, to <paramref name="destination"/>; the first components do not depend on how many there are but for the scale.</summary>
    public static void Add(ulong seed, float norm, Span<float> destination)
    {
        float size = norm / MathF.Sqrt(destination.Length);
        var plus = Vector256.Create(size);
        var lanes = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
        int whole = destination.Length & ~63;
        for (int at = 0; at < whole; at += 64)
        {
            ulong bits = Subwords.Mix(seed += Step);
            for (int lane = 0; lane < 64; lane += 8)
            {
                var chosen = Vector256.Equals(Vector256.Create((int)(bits >> lane) & 255) & lanes, lanes).AsSingle();
                ref float target = ref MemoryMarshal.GetReference(destination[(at + lane)..]);
                (Vector256.LoadUnsafe(ref target) + Vector256.ConditionalSelect(chosen, plus, -plus)).StoreUnsafe(ref target);
            }
        }

        ulong rest = Subwords.Mix(seed + Step);
        for (int at = whole; at < destination.Length; at++)
        {
            destination[at] += ((rest >> (at - whole)) & 1) != 0 ? size : -size;
        }
    }
}
