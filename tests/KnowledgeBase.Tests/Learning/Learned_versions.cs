using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Tests.Learning;

public sealed class Learned_versions : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kb-learned").FullName;

    [Fact]
    public void What_is_kept_comes_back_and_the_newest_counts()
    {
        var versions = new LearnedVersions(folder);
        Assert.Null(versions.Newest());
        for (int sequence = 1; sequence <= LearnedVersions.Kept + 2; sequence++)
        {
            versions.Keep(Learned($"own-{sequence}"), sequence);
        }

        var newest = versions.Newest();
        Assert.Equal((LearnedVersions.Kept + 2, $"own-{LearnedVersions.Kept + 2}"), (newest!.Sequence, newest.Learned.Model.Version));
        Assert.Equal(StaticEmbedding.Default.Id, newest.Learned.Embedding.Id);
        Assert.Equal(LearnedVersions.Kept, Directory.GetDirectories(folder).Length);
    }

    [Theory]
    [InlineData("embedding.bin")]
    [InlineData("ranking.json")]
    [InlineData("about.json")]
    public void A_damaged_version_gives_way_to_the_one_before(string file)
    {
        var versions = new LearnedVersions(folder);
        versions.Keep(Learned("own-1"), 1);
        versions.Keep(Learned("own-2"), 2);
        string damaged = Path.Combine(Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Last(), file);
        File.WriteAllBytes(damaged, File.ReadAllBytes(damaged)[..^9]);
        Assert.Equal(1, versions.Newest()?.Sequence);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Learned Learned(string version) => new(StaticEmbedding.Default, RankingModel.Shipped() with { Version = version });
}
