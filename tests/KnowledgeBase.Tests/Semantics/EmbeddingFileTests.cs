using KnowledgeBase.Semantics;
using KnowledgeBase.Semantics.Training;

namespace KnowledgeBase.Tests.Semantics;

public sealed class EmbeddingFileTests
{
    private static readonly byte[] Saved = Save(new EmbeddingTrainer(TinyPairs.Options with { Steps = 3 }, TimeProvider.System).Train(TinyPairs.Make()));

    [Fact]
    public void A_saved_model_comes_back_the_same()
    {
        var model = Load(Saved);
        Assert.Equal(Saved, Save(model));
        Assert.Equal(64, model.Dimensions);
        Assert.Equal(12, model.Id.Length);
    }

    [Theory]
    [InlineData(4, "format")]
    [InlineData(0, "begin with KBSE")]
    [InlineData(100, "damaged")]
    [InlineData(-1, "damaged")]
    [InlineData(-40, "damaged")]
    public void A_changed_byte_is_noticed_and_named(int at, string reason)
    {
        byte[] copy = [.. Saved];
        copy[at < 0 ? copy.Length + at : at] ^= 0x55;
        var error = Assert.Throws<InvalidDataException>(() => Load(copy));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(1000)]
    public void A_file_cut_short_is_refused(int length) => Assert.Throws<InvalidDataException>(() => Load(Saved[..length]));

    [Fact]
    public void The_shipped_model_fits_in_eight_megabytes()
    {
        byte[] file = Save(StaticEmbedding.Default);
        Assert.InRange(file.Length, 1_000_000, 8 * 1024 * 1024);
    }

    private static StaticEmbedding Load(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return StaticEmbedding.Load(stream);
    }

    private static byte[] Save(StaticEmbedding model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
