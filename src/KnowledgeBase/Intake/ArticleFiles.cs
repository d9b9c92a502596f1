using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Articles;
using KnowledgeBase.Store;

namespace KnowledgeBase.Intake;

/// <summary>A file of the articles folder as it is now.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Article">The article it holds, or null when it holds none that can be read.</param>
/// <param name="Hash">Content hash of that article, else of the text.</param>
internal sealed record ArticleFileText(string Text, Article? Article, string Hash);

/// <summary>Reads, replaces and deletes single files of the articles folder.</summary>
internal sealed class ArticleFiles(string? folder)
{
    /// <summary>The file, or null when it is not there or cannot be read.</summary>
    public ArticleFileText? Read(string source)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(PathOf(source));
            string text = Encoding.UTF8.GetString(bytes).TrimStart('\ufeff');
            return ArticleFile.Parse(source, bytes) is ArticleFileResult.Parsed { Article: var article }
                ? new ArticleFileText(text, article, Rows.Hash(article))
                : new ArticleFileText(text, null, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file at once, its line endings and mode kept: a reader sees the old or the new text, whole. False when it cannot be written.</summary>
    public bool Write(string source, string text)
    {
        string path = PathOf(source);
        string beside = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        try
        {
            byte[] before = File.ReadAllBytes(path);
            if (before.AsSpan().IndexOf("\r\n"u8) >= 0)
            {
                text = text.ReplaceLineEndings("\r\n");
            }

            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(path));
            }

            File.Move(beside, path, overwrite: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            TryDelete(beside);
            return false;
        }
    }

    /// <summary>Deletes the file; true when it is gone.</summary>
    public bool Delete(string source) => TryDelete(PathOf(source));

    private static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault is DirectoryNotFoundException;
        }
    }

    // A link is written through: it stays a link.
    private string PathOf(string source)
    {
        string path = Path.Combine(folder ?? throw new IOException("There is no articles folder."), source);
        return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
    }
}
