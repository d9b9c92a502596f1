using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Semantics.Training;

/// <summary>The state of a training on disk, so that an interrupted one goes on where it was.</summary>
internal static class TrainingCheckpoint
{
    private static ReadOnlySpan<byte> Magic => "KBSC1"u8;

    /// <summary>Replaces the file at <paramref name="path"/> in one move.</summary>
    public static void Save(string path, ReadOnlySpan<byte> fingerprint, TrainedRows rows)
    {
        string partial = path + ".partial";
        using (var file = File.Create(partial))
        using (var writer = new BinaryWriter(file, Encoding.UTF8))
        {
            writer.Write(Magic);
            writer.Write(fingerprint);
            rows.Save(writer);
            writer.Flush();
            file.Flush(flushToDisk: true); // a machine that stops must not leave a name without its content
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Restores <paramref name="rows"/> when there is a file of the same training; throws <see cref="InvalidDataException"/> when it is of another one.</summary>
    public static void Restore(string path, ReadOnlySpan<byte> fingerprint, TrainedRows rows)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var reader = new BinaryReader(File.OpenRead(path), Encoding.UTF8);
        if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic) || !reader.ReadBytes(fingerprint.Length).AsSpan().SequenceEqual(fingerprint))
        {
            throw new InvalidDataException($"The checkpoint {Path.GetFileName(path)} is of another training (other pairs or settings). Remove it to start anew.");
        }

        try
        {
            rows.Restore(reader);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException($"The checkpoint {Path.GetFileName(path)} is cut short. Remove it to start anew.");
        }
    }

    /// <summary>What must be equal for a training to go on: settings (threads aside), pairs and terms.</summary>
    public static byte[] Fingerprint(EmbeddingTrainingOptions options, PairCorpus corpus, EmbeddingVocabulary vocabulary)
    {
        var same = options with { Threads = 1, CheckpointEvery = 1 };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{same}|{corpus.Count}|{string.Join(' ', vocabulary.Terms)}"));
        Span<byte> text = stackalloc byte[sizeof(ulong)];
        for (int i = 0; i < 2 * corpus.Count; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(text, corpus.Hash(i));
            hash.AppendData(text);
        }

        return hash.GetHashAndReset();
    }
}
