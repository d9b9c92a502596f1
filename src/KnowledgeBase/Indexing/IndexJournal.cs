using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace KnowledgeBase.Indexing;

/// <summary>
/// A file of records, each with its length and checksum, that is only ever appended to. Records wait in memory until <see cref="Flush"/>:
/// a disk that is full tears nothing, and what could not be written is tried again.
/// </summary>
internal sealed class IndexJournal : IDisposable
{
    private const int Header = sizeof(int) + sizeof(uint);
    private const int FlushAt = 1 << 22;

    private readonly SafeFileHandle file;
    private readonly MemoryStream waiting = new();
    private readonly BinaryWriter writer;
    private long flushed;

    private IndexJournal(string path, SafeFileHandle file)
    {
        this.file = file;
        Name = Path.GetFileName(path);
        Kept = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        writer = new BinaryWriter(waiting, Encoding.UTF8);
    }

    /// <summary>Name of the file.</summary>
    public string Name { get; }

    /// <summary>What was flushed, to read from; it outlives this.</summary>
    public SafeFileHandle Kept { get; }

    /// <summary>Where in the file the next byte of a record that is being written will be.</summary>
    public long Position
    {
        get
        {
            writer.Flush();
            return flushed + waiting.Position;
        }
    }

    /// <summary>Begins an empty one.</summary>
    public static IndexJournal Create(string path) => new(path, File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>Opens one, hands its first <paramref name="length"/> bytes to <paramref name="replay"/>, many records at once, and cuts off the rest. Throws <see cref="InvalidDataException"/> when they are not as written.</summary>
    public static IndexJournal Open(string path, long length, Action<IReadOnlyList<JournalRecord>, SafeFileHandle> replay, CancellationToken cancel)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        IndexJournal? journal = null;
        try
        {
            journal = new IndexJournal(path, file) { flushed = length };
            if (length > RandomAccess.GetLength(file))
            {
                throw new InvalidDataException("The journal of the index ends early.");
            }

            byte[] buffer = new byte[FlushAt];
            for (long at = 0; at < length;)
            {
                cancel.ThrowIfCancellationRequested();
                var read = buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - at));
                if (RandomAccess.Read(file, read, at) != read.Length)
                {
                    throw new InvalidDataException("The journal of the index ends early.");
                }

                var records = Records(buffer, read.Length, at, length);
                if (records.Count == 0)
                {
                    buffer = new byte[Header + BinaryPrimitives.ReadInt32LittleEndian(buffer)]; // a record that did not fit
                    continue;
                }

                replay(records, journal.Kept);
                at = records[^1].At + records[^1].Bytes.Count;
            }

            RandomAccess.SetLength(file, length);
            return journal;
        }
        catch
        {
            journal?.Dispose();
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
        RandomAccess.Write(file, waiting.GetBuffer().AsSpan(0, (int)waiting.Length), flushed);
        flushed += waiting.Length;
        waiting.SetLength(0);
        return flushed;
    }

    /// <summary>Returns when what was flushed is on the disk; others may append meanwhile.</summary>
    public void Sync() => RandomAccess.FlushToDisk(file);

    /// <inheritdoc />
    public void Dispose()
    {
        writer.Dispose();
        file.Dispose();
    }

    // The whole ones at the beginning of what was read.
    private static List<JournalRecord> Records(byte[] buffer, int filled, long at, long end)
    {
        var records = new List<JournalRecord>();
        for (int from = 0; from + Header <= filled;)
        {
            int size = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(from));
            uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(from + sizeof(int)));
            from += Header;
            if (size < 0 || at + from + size > end)
            {
                throw new InvalidDataException("A record of the index's journal has no end.");
            }

            if (from + size > filled)
            {
                break;
            }

            if (Checksum.Of(buffer.AsSpan(from, size)) != checksum)
            {
                throw new InvalidDataException("A record of the index's journal is damaged.");
            }

            records.Add(new JournalRecord(new ArraySegment<byte>(buffer, from, size), at + from));
            from += size;
        }

        return at + filled < end || records.Count > 0 ? records : throw new InvalidDataException("A record of the index's journal has no end.");
    }
}

/// <summary>A record as it is read.</summary>
/// <param name="Bytes">What was written, in a buffer that the next records overwrite.</param>
/// <param name="At">Where it begins in the file.</param>
internal readonly record struct JournalRecord(ArraySegment<byte> Bytes, long At);
