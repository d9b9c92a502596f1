using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Semantics;

/// <summary>
/// The file of a static embedding, little-endian: "KBSE", version (u16), dimensions (u16), terms (i32), buckets (i32), own norm (f32),
/// each term (u8 length, UTF-8), each row's scale (f32), the rows (i8), SHA-256 of all before.
/// </summary>
internal static class EmbeddingFile
{
    private const int Version = 1;
    private const int HeaderLength = 20;
    private const int MostRows = 1 << 20;
    private const int MostDimensions = 4096;

    private static ReadOnlySpan<byte> Magic => "KBSE"u8;

    /// <summary>Writes <paramref name="rows"/>.</summary>
    public static void Write(EmbeddingRows rows, Stream stream)
    {
        byte[] body = Body(rows.Vocabulary, rows.Buckets, rows.Dimensions, rows.OwnNorm, rows.Scales, rows.Values);
        stream.Write(body);
        stream.Write(SHA256.HashData(body));
    }

    /// <summary>Rows with the id that their file would have.</summary>
    public static EmbeddingRows WithId(EmbeddingVocabulary vocabulary, int buckets, int dimensions, float ownNorm, float[] scales, sbyte[] values)
    {
        byte[] hash = SHA256.HashData(Body(vocabulary, buckets, dimensions, ownNorm, scales, values));
        return new EmbeddingRows(vocabulary, buckets, dimensions, ownNorm, scales, values, Id(hash));
    }

    /// <summary>Reads what <see cref="Write"/> wrote; throws <see cref="InvalidDataException"/> for anything else.</summary>
    public static EmbeddingRows Read(Stream stream)
    {
        byte[] file = ReadAll(stream);
        if (file.Length < HeaderLength + SHA256.HashSizeInBytes || !file.AsSpan(0, 4).SequenceEqual(Magic))
        {
            throw new InvalidDataException("This is not an embedding model: it does not begin with KBSE.");
        }

        int version = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(4));
        if (version != Version)
        {
            throw new InvalidDataException($"The embedding model has format {version}; this program reads format {Version}.");
        }

        var body = file.AsSpan(0, file.Length - SHA256.HashSizeInBytes);
        byte[] hash = SHA256.HashData(body);
        if (!hash.AsSpan().SequenceEqual(file.AsSpan(body.Length)))
        {
            throw new InvalidDataException("The embedding model is damaged or cut short: its checksum does not match. Copy it again.");
        }

        return Parse(body, Id(hash));
    }

    private static EmbeddingRows Parse(ReadOnlySpan<byte> body, string id)
    {
        int dimensions = BinaryPrimitives.ReadUInt16LittleEndian(body[6..]);
        int terms = BinaryPrimitives.ReadInt32LittleEndian(body[8..]);
        int buckets = BinaryPrimitives.ReadInt32LittleEndian(body[12..]);
        float ownNorm = BinaryPrimitives.ReadSingleLittleEndian(body[16..]);
        if (dimensions is 0 or > MostDimensions || terms is < 0 or > MostRows || buckets is < 1 or > MostRows)
        {
            throw new InvalidDataException($"The embedding model says it has {terms} terms, {buckets} buckets and {dimensions} dimensions, which cannot be.");
        }

        int at = HeaderLength;
        var names = new string[terms];
        for (int i = 0; i < terms; i++)
        {
            names[i] = Encoding.UTF8.GetString(Take(body, ref at, Take(body, ref at, 1)[0]));
        }

        int rows = terms + buckets;
        float[] scales = MemoryMarshal.Cast<byte, float>(Take(body, ref at, 4 * rows)).ToArray();
        sbyte[] values = MemoryMarshal.Cast<byte, sbyte>(Take(body, ref at, checked(rows * dimensions))).ToArray();
        return new EmbeddingRows(new EmbeddingVocabulary(names), buckets, dimensions, ownNorm, scales, values, id);
    }

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> body, ref int at, int length)
    {
        if (length > body.Length - at)
        {
            throw new InvalidDataException("The embedding model ends before all its rows.");
        }

        at += length;
        return body.Slice(at - length, length);
    }

    private static byte[] Body(EmbeddingVocabulary vocabulary, int buckets, int dimensions, float ownNorm, float[] scales, sbyte[] values)
    {
        using var memory = new MemoryStream(HeaderLength + (vocabulary.Count * 12) + (scales.Length * 4) + values.Length);
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write((ushort)Version);
        writer.Write((ushort)dimensions);
        writer.Write(vocabulary.Count);
        writer.Write(buckets);
        writer.Write(ownNorm);
        foreach (string term in vocabulary.Terms)
        {
            byte[] name = Encoding.UTF8.GetBytes(term);
            writer.Write((byte)name.Length);
            writer.Write(name);
        }

        writer.Write(MemoryMarshal.AsBytes(scales.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        writer.Flush();
        return memory.ToArray();
    }

    private static byte[] ReadAll(Stream stream)
    {
        if (stream.CanSeek)
        {
            var file = new byte[stream.Length - stream.Position];
            stream.ReadExactly(file);
            return file;
        }

        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static string Id(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash[..6]);
}
