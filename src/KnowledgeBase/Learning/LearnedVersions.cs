using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Learning;

/// <summary>A learned state as it was kept.</summary>
/// <param name="Learned">What was learned.</param>
/// <param name="Sequence">Number of the store's last change that it was learned from.</param>
public sealed record LearnedVersion(Learned Learned, long Sequence);

/// <summary>Keeps what was learned in a folder, so that a start goes on with it: a folder for each version, the newest counts.</summary>
/// <param name="folder">Made when the first version is kept.</param>
public sealed class LearnedVersions(string folder)
{
    /// <summary>Versions that stay; older ones are removed.</summary>
    public const int Kept = 5;

    private const string Embedding = "embedding.bin", Model = "ranking.json", About = "about.json";

    // What a version was learned from: with another shipped model or embedding it is learned anew.
    private static readonly Lazy<string> Shipped = new(() =>
    {
        using var model = new MemoryStream();
        RankingModel.Shipped().Save(model);
        return StaticEmbedding.Default.Id + "-" + Convert.ToHexStringLower(SHA256.HashData(model.ToArray()))[..12];
    });

    /// <summary>The newest version that is whole and was learned from what this program ships, or null.</summary>
    public LearnedVersion? Newest()
    {
        foreach (string version in Versions().OrderDescending(StringComparer.Ordinal))
        {
            try
            {
                var about = JsonSerializer.Deserialize<Note>(File.ReadAllText(Path.Combine(version, About)));
                if (about?.Shipped == Shipped.Value)
                {
                    using var embedding = File.OpenRead(Path.Combine(version, Embedding));
                    using var model = File.OpenRead(Path.Combine(version, Model));
                    return new LearnedVersion(new Learned(StaticEmbedding.Load(embedding), RankingModel.Load(model)), about.Sequence);
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
            {
                // Damaged or half removed: an older one, or learning again, does as well.
            }
        }

        return null;
    }

    /// <summary>Keeps <paramref name="learned"/>, whole or not at all. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the folder cannot be written.</summary>
    public void Keep(Learned learned, long sequence)
    {
        string name = Path.Combine(folder, sequence.ToString("D12", CultureInfo.InvariantCulture) + "-" + learned.Embedding.Id), beside = name + ".part";
        Remove(beside);
        Directory.CreateDirectory(beside);
        using (var embedding = File.Create(Path.Combine(beside, Embedding)))
        {
            learned.Embedding.Save(embedding);
            embedding.Flush(flushToDisk: true);
        }

        using (var model = File.Create(Path.Combine(beside, Model)))
        {
            learned.Model.Save(model);
            model.Flush(flushToDisk: true);
        }

        File.WriteAllText(Path.Combine(beside, About), JsonSerializer.Serialize(new Note(Shipped.Value, sequence)));
        Remove(name);
        Directory.Move(beside, name);
        foreach (string old in Versions().OrderDescending(StringComparer.Ordinal).Skip(Kept))
        {
            Remove(old);
        }
    }

    private IEnumerable<string> Versions() =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Where(d => !d.EndsWith(".part", StringComparison.Ordinal)) : [];

    private static void Remove(string version)
    {
        if (Directory.Exists(version))
        {
            Directory.Delete(version, recursive: true);
        }
    }

    private sealed record Note(string Shipped, long Sequence);
}
