using Microsoft.Win32.SafeHandles;

namespace KnowledgeBase.Indexing;

/// <summary>The plain text of an article in UTF-8, of which only snippets are made: in memory while it is new, else where it stands in the journal of its index.</summary>
public sealed class ArticleText
{
    private readonly byte[]? bytes;
    private readonly SafeFileHandle? file; // never closed but by the last text in it: who searches an index that was let go of still reads
    private readonly long start;

    internal ArticleText(byte[] bytes)
    {
        this.bytes = bytes;
        Length = bytes.Length;
    }

    internal ArticleText(SafeFileHandle file, long start, int length)
    {
        this.file = file;
        this.start = start;
        Length = length;
    }

    /// <summary>Bytes of it.</summary>
    public int Length { get; }

    /// <summary>A part of it, by its bytes; empty when the file cannot be read any more.</summary>
    public ReadOnlySpan<byte> this[Range part]
    {
        get
        {
            var (from, length) = part.GetOffsetAndLength(Length);
            if (bytes is not null)
            {
                return bytes.AsSpan(from, length);
            }

            byte[] read = GC.AllocateUninitializedArray<byte>(length);
            return Read(from, read) ? read : default;
        }
    }

    /// <summary>All of it. Throws <see cref="IOException"/> when the file cannot be read any more.</summary>
    internal byte[] All()
    {
        byte[] all = bytes ?? new byte[Length];
        return bytes is not null || Read(0, all) ? all : throw new IOException("The journal of the index cannot be read any more.");
    }

    private bool Read(int from, Span<byte> to)
    {
        try
        {
            return RandomAccess.Read(file!, to, start + from) == to.Length;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
