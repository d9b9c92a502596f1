using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Semantics.Training;

/// <summary>Reads pairs from a file of lines: source, kind, left, right, with tabs between; packed with Brotli when it is named .br.</summary>
public static class TrainingPairs
{
    /// <summary>The pairs of <paramref name="path"/>, one at a time. Throws <see cref="InvalidDataException"/> with the number of a line that is not a pair.</summary>
    public static IEnumerable<TrainingPair> Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".br", StringComparison.OrdinalIgnoreCase) ? new BrotliStream(file, CompressionMode.Decompress) : file;
        foreach (var pair in Read(stream))
        {
            yield return pair;
        }
    }

    /// <summary>The pairs of an unpacked <paramref name="stream"/>.</summary>
    public static IEnumerable<TrainingPair> Read(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            string[] fields = line.Split('\t');
            if (fields.Length != 4)
            {
                throw new InvalidDataException($"Line {number} of the pairs has {fields.Length} fields; it needs four: source, kind, left, right.");
            }

            yield return new TrainingPair(fields[0], fields[1], fields[2], fields[3]);
        }
    }
}
