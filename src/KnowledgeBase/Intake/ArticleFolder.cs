using KnowledgeBase.Articles;

namespace KnowledgeBase.Intake;

/// <summary>Finds the article files below a folder, links followed; hidden folders and node_modules are passed over.</summary>
internal static class ArticleFolder
{
    /// <summary>The files, relative to <paramref name="root"/> with '/'; <paramref name="unreadable"/> hears of each folder that cannot be read.</summary>
    public static IEnumerable<string> Files(string root, Action<string> unreadable)
    {
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out string? folder))
        {
            foreach (var entry in Entries(folder, unreadable))
            {
                string name = Path.GetRelativePath(root, entry.FullName).Replace('\\', '/');
                if (entry.Name.StartsWith('.') || entry.Name == "node_modules")
                {
                    continue;
                }

                if (entry is DirectoryInfo below)
                {
                    if (!LeadsBack(below))
                    {
                        folders.Push(below.FullName);
                    }
                }
                else if (ArticleFile.IsArticle(name))
                {
                    yield return name;
                }
                else if (LeadsNowhere(entry))
                {
                    unreadable(entry.FullName);
                }
            }
        }
    }

    private static FileSystemInfo[] Entries(string folder, Action<string> unreadable)
    {
        try
        {
            return new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            unreadable(folder);
            return [];
        }
    }

    // A link to a folder above itself would be walked for ever.
    private static bool LeadsBack(DirectoryInfo folder) =>
        folder.LinkTarget is not null
        && folder.ResolveLinkTarget(returnFinalTarget: true) is { } target
        && (folder.FullName + '/').StartsWith(Path.TrimEndingDirectorySeparator(target.FullName) + '/', StringComparison.Ordinal);

    // A link to a folder that is gone: a disk that is not mounted.
    private static bool LeadsNowhere(FileSystemInfo entry)
    {
        try
        {
            return entry.ResolveLinkTarget(returnFinalTarget: true) is { Exists: false };
        }
        catch (IOException)
        {
            return true;
        }
    }
}
