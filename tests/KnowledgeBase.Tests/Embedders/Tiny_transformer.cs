using System.Text;

namespace KnowledgeBase.Tests.Embedders;

/// <summary>Writes the folder of a sentence-transformer whose only layer looks words up in a table: its vectors can be worked out by hand.</summary>
internal sealed class Tiny_transformer
{
    public const int Dimensions = 16;

    private static readonly string[] Special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    private readonly string[] vocabulary;
    private readonly float[] table;

    /// <summary>A model that knows <paramref name="words"/>; of words joined by = each means the same.</summary>
    public Tiny_transformer(params string[] words)
    {
        vocabulary = [.. Special, .. words.SelectMany(w => w.Split('='))];
        table = new float[vocabulary.Length * Dimensions];
        var random = new Random(7);
        int row = 0;
        foreach (string group in (string[])[.. Special, .. words])
        {
            float[] vector = [.. Enumerable.Range(0, Dimensions).Select(_ => (float)random.NextDouble() - 0.5f)];
            foreach (string word in group.Split('='))
            {
                // What frames a text says nothing of it; the padding would, if it were not left out.
                bool silent = Special.Contains(word) && word != "[PAD]";
                Array.ConvertAll(vector, v => silent ? v * 0.01f : word == "[PAD]" ? 9 : v).CopyTo(table, row++ * Dimensions);
            }
        }
    }

    /// <summary>The rows of these tokens added up, at length 1.</summary>
    public float[] Expected(params string[] tokens)
    {
        var sum = new float[Dimensions];
        foreach (string token in tokens)
        {
            int row = Array.IndexOf(vocabulary, token);
            for (int i = 0; i < Dimensions; i++)
            {
                sum[i] += table[(row * Dimensions) + i];
            }
        }

        float norm = MathF.Sqrt(sum.Sum(v => v * v));
        return Array.ConvertAll(sum, v => v / norm);
    }

    /// <summary>Writes it into <paramref name="folder"/>.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "vocab.txt"), vocabulary);
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), Model());
    }

    // The fields are those of onnx.proto.
    private byte[] Model()
    {
        byte[] raw = new byte[table.Length * sizeof(float)];
        Buffer.BlockCopy(table, 0, raw, 0, raw.Length);
        byte[] weights = [.. Number(1, vocabulary.Length), .. Number(1, Dimensions), .. Number(2, 1), .. Text(8, "table"), .. Bytes(9, raw)];
        byte[] node = [.. Text(1, "table"), .. Text(1, "input_ids"), .. Text(2, "last_hidden_state"), .. Text(4, "Gather")];
        byte[] graph =
        [
            .. Bytes(1, node), .. Text(2, "tiny"), .. Bytes(5, weights),
            .. Bytes(11, Value("input_ids", 7, "batch", "tokens")), .. Bytes(11, Value("attention_mask", 7, "batch", "tokens")),
            .. Bytes(12, Value("last_hidden_state", 1, "batch", "tokens", Dimensions)),
        ];
        return [.. Number(1, 8), .. Bytes(7, graph), .. Bytes(8, [.. Text(1, ""), .. Number(2, 13)])];
    }

    private static byte[] Value(string name, int type, params object[] shape)
    {
        byte[] dimensions = [.. shape.SelectMany(d => Bytes(1, d is int size ? Number(1, size) : Text(2, (string)d)))];
        return [.. Text(1, name), .. Bytes(2, Bytes(1, [.. Number(1, type), .. Bytes(2, dimensions)]))];
    }

    private static byte[] Number(int field, long value) => [.. Varint(field << 3), .. Varint(value)];

    private static byte[] Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    private static byte[] Bytes(int field, byte[] value) => [.. Varint((field << 3) | 2), .. Varint(value.Length), .. value];

    private static IEnumerable<byte> Varint(long value)
    {
        for (; value > 127; value >>= 7)
        {
            yield return (byte)((value & 127) | 128);
        }

        yield return (byte)value;
    }
}
