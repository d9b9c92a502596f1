using System.IO.Compression;
using System.Text;
using KnowledgeBase.Semantics.Training;

namespace KnowledgeBase.Tests.Semantics;

public sealed class TrainingPairsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pairs").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Plain_and_packed_files_read_the_same()
    {
        const string lines = "docs\th\tReset a password\tOpen the settings.\n\nforum\tt\tCannot sign in\tTry again later.\n";
        string plain = Path.Combine(folder, "a.tsv"), packed = Path.Combine(folder, "a.tsv.br");
        File.WriteAllText(plain, lines);
        using (var stream = new BrotliStream(File.Create(packed), CompressionLevel.Fastest))
        {
            stream.Write(Encoding.UTF8.GetBytes(lines));
        }

        TrainingPair[] expected = [new("docs", "h", "Reset a password", "Open the settings."), new("forum", "t", "Cannot sign in", "Try again later.")];
        Assert.Equal(expected, TrainingPairs.Read(plain));
        Assert.Equal(expected, TrainingPairs.Read(packed));
    }

    [Fact]
    public void A_line_that_is_no_pair_is_named()
    {
        string path = Path.Combine(folder, "b.tsv");
        File.WriteAllText(path, "a\tb\tc\td\nonly\ttwo\n");
        var error = Assert.Throws<InvalidDataException>(() => TrainingPairs.Read(path).Count());
        Assert.Contains("Line 2", error.Message, StringComparison.Ordinal);
    }
}
