using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace KnowledgeBase.Indexing;

/// <summary>Reads a record as a <see cref="BinaryWriter"/> wrote it, making nothing but what it returns: a start reads hundreds of thousands. Throws <see cref="InvalidDataException"/> where the record ends too early.</summary>
internal sealed class RecordReader(JournalRecord record)
{
    private int at;

    /// <summary>Where in the file the next byte is.</summary>
    public long Position => record.At + at;

    public T Read<T>()
        where T : unmanaged => MemoryMarshal.Read<T>(Take(Unsafe.SizeOf<T>()));

    public string ReadString()
    {
        int length = 0;
        for (int shift = 0; ; shift += 7) // LEB128
        {
            byte next = Read<byte>();
            length |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return Encoding.UTF8.GetString(Take(length));
            }
        }
    }

    public T[] ReadArray<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Take(Read<int>() * Unsafe.SizeOf<T>())).ToArray();

    public T[] ReadTimes<T>(Func<RecordReader, T> read)
    {
        int count = Read<int>();
        var values = count == 0 ? [] : new T[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = read(this);
        }

        return values;
    }

    /// <summary>The next bytes, in a buffer that the next records overwrite.</summary>
    public ArraySegment<byte> Take(int length)
    {
        if (length < 0 || length > record.Bytes.Count - at)
        {
            throw new InvalidDataException("A record of the index's journal is not whole.");
        }

        at += length;
        return record.Bytes.Slice(at - length, length);
    }

    /// <summary>What is left.</summary>
    public BinaryReader Rest()
    {
        var rest = record.Bytes[at..];
        return new BinaryReader(new MemoryStream(rest.Array!, rest.Offset, rest.Count), Encoding.UTF8);
    }
}
