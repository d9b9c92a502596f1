using System.Buffers.Binary;
using System.Text;

namespace KnowledgeBase.Indexing;

/// <summary>
/// A file of records, each with its length and checksum, that is only ever appended to. Records wait in memory until <see cref="Flush"/>:
/// a disk that is full tears nothing, and what could not be written is tried again.
/// </summary>
internal sealed class IndexJournal : IDisposable
{
    private const int Header = sizeof(int) + sizeof(uint);
    private const int FlushAt = 1 << 22;

    private readonly FileStream file;
    private readonly MemoryStream waiting = new();
    private readonly BinaryWriter writer;
    private long flushed;

    private IndexJournal(FileStream file)
    {
        this.file = file;
        Name = Path.GetFileName(file.Name);
        writer = new BinaryWriter(waiting, Encoding.UTF8);
    }

    /// <summary>Name of the file.</summary>
    public string Name { get; }

    /// <summary>Begins an empty one.</summary>
    public static IndexJournal Create(string path) => new(new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0));

    /// <summary>Opens one, hands its first <paramref name="length"/> bytes to <paramref name="replay"/> record by record, and cuts off the rest. Throws <see cref="InvalidDataException"/> when they are not as written.</summary>
    public static IndexJournal Open(string path, long length, Action<BinaryReader> replay, CancellationToken cancel)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1 << 16);
        try
        {
            if (length > file.Length)
            {
                throw new InvalidDataException("The journal of the index ends early.");
            }

            byte[] buffer = new byte[1 << 16];
            while (file.Position < length)
            {
                cancel.ThrowIfCancellationRequested();
                file.ReadExactly(buffer, 0, Header);
                int size = BinaryPrimitives.ReadInt32LittleEndian(buffer);
                uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(sizeof(int)));
                if (size < 0 || file.Position + size > length)
                {
                    throw new InvalidDataException("A record of the index's journal has no end.");
                }

                buffer = size > buffer.Length ? new byte[size + (size / 2)] : buffer;
                file.ReadExactly(buffer, 0, size);
                if (Checksum.Of(buffer.AsSpan(0, size)) != checksum)
                {
                    throw new InvalidDataException("A record of the index's journal is damaged.");
                }

                using var reader = new BinaryReader(new MemoryStream(buffer, 0, size), Encoding.UTF8);
                replay(reader);
            }

            file.SetLength(length);
            return new IndexJournal(file) { flushed = length };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends what <paramref name="write"/> writes as one record.</summary>
    public void Append(Action<BinaryWriter> write)
    {
        int start = (int)waiting.Length;
        waiting.Position = start + Header;
        write(writer);
        writer.Flush();
        var record = waiting.GetBuffer().AsSpan(start, (int)waiting.Length - start);
        BinaryPrimitives.WriteInt32LittleEndian(record, record.Length - Header);
        BinaryPrimitives.WriteUInt32LittleEndian(record[sizeof(int)..], Checksum.Of(record[Header..]));
        if (waiting.Length > FlushAt)
        {
            Flush();
        }
    }

    /// <summary>Hands what waits to the operating system; the file's length then.</summary>
    public long Flush()
    {
        RandomAccess.Write(file.SafeFileHandle, waiting.GetBuffer().AsSpan(0, (int)waiting.Length), flushed);
        flushed += waiting.Length;
        waiting.SetLength(0);
        return flushed;
    }

    /// <summary>Returns when what was flushed is on the disk; others may append meanwhile.</summary>
    public void Sync() => RandomAccess.FlushToDisk(file.SafeFileHandle);

    /// <inheritdoc />
    public void Dispose()
    {
        writer.Dispose();
        file.Dispose();
    }
}
