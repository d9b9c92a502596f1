using System.Text;

namespace KnowledgeBase.Indexing;

/// <summary>
/// Numbers terms, so that articles hold integers; numbers live as long as the index. The terms stand in UTF-8 one after the other, found by open addressing:
/// a dictionary of strings takes five times as much. Many may look up while one adds.
/// </summary>
public sealed class TermIds
{
    private const int MostOnStack = 256; // bytes of a term

    private readonly Lock adding = new();
    private volatile Table table = new(10, new int[1 << 9], new int[1 << 9], new byte[1 << 12]);
    private int count;

    /// <summary>The highest number given.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>The number of <paramref name="term"/>, from 1, given on first sight.</summary>
    public int Add(string term)
    {
        int most = Encoding.UTF8.GetMaxByteCount(term.Length), hash = string.GetHashCode(term);
        Span<byte> utf8 = most <= MostOnStack ? stackalloc byte[most] : new byte[most];
        utf8 = utf8[..Encoding.UTF8.GetBytes(term, utf8)];
        if (table.Find(utf8, hash) is not 0 and var known)
        {
            return known;
        }

        lock (adding)
        {
            if (table.Find(utf8, hash) is not 0 and var given)
            {
                return given;
            }

            table = table.WithRoomFor(count, utf8.Length);
            table.Add(count + 1, utf8, hash);
            Volatile.Write(ref count, count + 1);
            return count;
        }
    }

    /// <summary>The number of <paramref name="term"/>, or 0 when no article or ticket holds it.</summary>
    public int Find(string term)
    {
        int most = Encoding.UTF8.GetMaxByteCount(term.Length);
        Span<byte> utf8 = most <= MostOnStack ? stackalloc byte[most] : new byte[most];
        return table.Find(utf8[..Encoding.UTF8.GetBytes(term, utf8)], string.GetHashCode(term));
    }

    /// <summary>The term with a number that was given.</summary>
    public string Term(int id) => Encoding.UTF8.GetString(table.Term(id));

    /// <summary>The terms with the numbers after <paramref name="id"/>, in order.</summary>
    internal string[] After(int id)
    {
        string[] terms = new string[Count - id];
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = Term(id + 1 + i);
        }

        return terms;
    }

    /// <summary>What is written to it is seen by whoever finds it: a slot is filled last, and a larger table takes the place of a full one.</summary>
    /// <param name="bits">Of the number of slots.</param>
    /// <param name="ends">Where the term with each number ends; 0 for number 0.</param>
    /// <param name="hashes">Hash of the term with each number.</param>
    /// <param name="bytes">The terms.</param>
    private sealed class Table(int bits, int[] ends, int[] hashes, byte[] bytes)
    {
        private readonly int[] slots = new int[1 << bits];

        public ReadOnlySpan<byte> Term(int id) => bytes.AsSpan(ends[id - 1]..ends[id]);

        public int Find(ReadOnlySpan<byte> term, int hash)
        {
            for (int slot = First(hash); ; slot = (slot + 1) & (slots.Length - 1))
            {
                int id = Volatile.Read(ref slots[slot]);
                if (id == 0 || (hashes[id] == hash && Term(id).SequenceEqual(term)))
                {
                    return id;
                }
            }
        }

        public void Add(int id, ReadOnlySpan<byte> term, int hash)
        {
            term.CopyTo(bytes.AsSpan(ends[id - 1]));
            ends[id] = ends[id - 1] + term.Length;
            hashes[id] = hash;
            Fill(id);
        }

        /// <summary>This one, or a larger copy when it has no room for another term of <paramref name="length"/> bytes; half of the slots stay free.</summary>
        public Table WithRoomFor(int count, int length)
        {
            if (count + 1 < ends.Length && ends[count] + length <= bytes.Length)
            {
                return this;
            }

            bool isFull = count + 1 >= ends.Length;
            int[] largerEnds = isFull ? new int[2 * ends.Length] : ends, largerHashes = isFull ? new int[2 * ends.Length] : hashes;
            byte[] largerBytes = bytes;
            if (isFull)
            {
                ends.CopyTo(largerEnds, 0);
                hashes.CopyTo(largerHashes, 0);
            }

            if (ends[count] + length > bytes.Length)
            {
                largerBytes = new byte[Math.Max(ends[count] + length, bytes.Length + (bytes.Length / 2))];
                bytes.CopyTo(largerBytes, 0);
            }

            var larger = new Table(isFull ? bits + 1 : bits, largerEnds, largerHashes, largerBytes);
            for (int id = 1; id <= count; id++)
            {
                larger.Fill(id);
            }

            return larger;
        }

        private int First(int hash) => (int)((uint)hash * 2654435769u >> (32 - bits)); // Fibonacci hashing

        private void Fill(int id)
        {
            int slot = First(hashes[id]);
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            Volatile.Write(ref slots[slot], id);
        }
    }
}
