using KnowledgeBase.Semantics;

namespace KnowledgeBase.Tests.Semantics;

public sealed class A_latent_space
{
    [Fact]
    public void Of_texts_that_are_nearly_copies_has_no_holes()
    {
        var random = new Random(100);
        var texts = Enumerable.Range(0, 300).Select(i => (int[])[1, 2, 3, 4, 5, 1000 + i, 6, 7, 1000 + i, 8, 9, 10, 11, 12, 13, 2000 + i]).ToList();
        int[] vector = [.. Enumerable.Range(20, 13)];
        for (int i = 0; i < 90; i++)
        {
            texts.Add([1, 2, 3, 4, .. Some(random, vector, 3), 14, 3000 + i, 15, 16, .. Some(random, vector, 12)]);
            var space = LatentSemantics.Learn(texts);
            var exact = new float[space.Dimensions];
            int bad = 0;
            foreach (int[] text in texts.Append([1000 + i]).Append([2, 1005]))
            {
                space.Encode(text, exact);
                bad += exact.All(float.IsFinite) ? 0 : 1;
            }

            Assert.True(bad == 0, $"{bad} of {texts.Count} texts, {space.Dimensions} dimensions, {i}");
        }
    }

    [Fact]
    public void That_is_no_number_anywhere_places_nothing()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(2); // dimensions
        writer.Write(2); // terms
        writer.Write(7);
        writer.Write(8);
        foreach (float value in (float[])[1, 1, float.NaN, 1, 0.5f, 0.5f])
        {
            writer.Write(value);
        }

        bytes.Position = 0;
        var space = LatentSemantics.Load(new BinaryReader(bytes));
        var vector = new float[2];
        Assert.False(space.Encode([7], vector));
        Assert.Equal([0, 0], vector);
        Assert.True(space.Encode([8], vector));
    }

    private static IEnumerable<int> Some(Random random, int[] words, int count) => Enumerable.Range(0, count).Select(_ => words[random.Next(words.Length)]);
}
