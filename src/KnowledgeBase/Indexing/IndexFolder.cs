using System.Globalization;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Indexing;

/// <summary>Where indexes are kept on disk, one folder for each that was ever built; for one process at a time.</summary>
public sealed class IndexFolder : IDisposable
{
    private readonly string path;
    private readonly FileStream held;

    private IndexFolder(string path, FileStream held)
    {
        this.path = path;
        this.held = held;
    }

    /// <summary>Opens or makes the folder; null when another process uses it or it cannot be written, which <paramref name="fault"/> says.</summary>
    public static IndexFolder? TryOpen(string path, out string fault)
    {
        try
        {
            _ = Task.Run(() => IndexFormat.Analysis); // what its indexes are named by takes a moment to find out
            Directory.CreateDirectory(path);
            fault = "";
            return new IndexFolder(path, new FileStream(Path.Combine(path, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"The folder of the index, {path}, is in use by another process or cannot be written.";
            return null;
        }
    }

    /// <summary>Whether an index placed by <paramref name="embedding"/> is here.</summary>
    public bool Holds(ITextEmbedding embedding) => Like(embedding).Any();

    /// <summary>The folders of indexes like those placed by <paramref name="embedding"/>, newest first.</summary>
    internal IEnumerable<string> Like(ITextEmbedding embedding) =>
        Directory.EnumerateDirectories(path, IndexFormat.Name(embedding) + ".*").OrderByDescending(Number).ToList();

    /// <summary>A new folder for an index placed by <paramref name="embedding"/>.</summary>
    internal string Add(ITextEmbedding embedding)
    {
        int number = Directory.EnumerateDirectories(path).Select(Number).DefaultIfEmpty(0).Max() + 1;
        return Directory.CreateDirectory(Path.Combine(path, $"{IndexFormat.Name(embedding)}.{number.ToString(CultureInfo.InvariantCulture)}")).FullName;
    }

    /// <summary>Deletes all but <paramref name="kept"/>; what cannot be deleted stays until the next time.</summary>
    internal void KeepOnly(string kept)
    {
        foreach (string other in Directory.EnumerateDirectories(path).Where(d => Path.GetFileName(d) != Path.GetFileName(kept)))
        {
            Delete(other);
        }
    }

    /// <summary>Deletes the folder of an index that is not used any more.</summary>
    internal static void Delete(string index)
    {
        try
        {
            Directory.Delete(index, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is only in the way.
        }
    }

    /// <inheritdoc />
    public void Dispose() => held.Dispose();

    private static int Number(string folder) =>
        int.TryParse(Path.GetExtension(folder).AsSpan().TrimStart('.'), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
