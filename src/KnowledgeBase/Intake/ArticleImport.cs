using System.IO.Compression;
using KnowledgeBase.Articles;
using KnowledgeBase.Store;

namespace KnowledgeBase.Intake;

/// <summary>Brings a folder or zip of Markdown and MDX into the store. Good files go in; bad ones are reported and stop nothing.</summary>
public static class ArticleImport
{
    private const long MaxUnpacked = 1L << 30;
    private const int Batch = 500; // a transaction an article would wait for the disk each time

    /// <summary>
    /// Takes in the folder or zip at <paramref name="path"/>. With <paramref name="mirror"/> it is the folder the service lives with:
    /// what it brought and no longer holds is taken away, unless a part of it cannot be read or all of it is gone; what came another way stays.
    /// </summary>
    public static ImportReport Run(KnowledgeStore store, string path, bool mirror = false, CancellationToken cancel = default)
    {
        var tally = new Tally(store, mirror);
        if (Directory.Exists(path))
        {
            string images = Path.Combine(path, ImageFile.Folder);
            foreach (string file in Directory.Exists(images) ? Directory.EnumerateFiles(images).Where(f => ImageFile.IsId(Path.GetFileName(f))) : [])
            {
                cancel.ThrowIfCancellationRequested();
                tally.AddImage($"{ImageFile.Folder}/{Path.GetFileName(file)}", () => Read(file, ImageFile.MaxBytes));
            }

            foreach (string name in ArticleFolder.Files(path, tally.Unreadable).Order(StringComparer.Ordinal))
            {
                cancel.ThrowIfCancellationRequested();
                tally.Add(name, () => Read(Path.Combine(path, name), ArticleFile.MaxBytes));
            }
        }
        else if (File.Exists(path))
        {
            Zip(path, tally, cancel);
        }
        else
        {
            throw new FileNotFoundException($"There is no folder or zip file {path}.");
        }

        tally.Write();
        if (mirror)
        {
            tally.RemoveMissing(path);
        }

        return tally.Report();
    }

    private static byte[] Read(string file, int most)
    {
        var length = new FileInfo(file).Length;
        // One byte over the limit is enough to be refused for its size.
        using var stream = File.OpenRead(file);
        var bytes = new byte[Math.Min(length, most + 1)];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void Zip(string path, Tally tally, CancellationToken cancel)
    {
        using var archive = Open(path);
        long unpacked = 0;
        foreach (var entry in archive.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            bool isImage = ArticleImages.IsImage(entry.FullName);
            if (!isImage && !ArticleFile.IsArticle(entry.FullName))
            {
                continue;
            }

            long most = isImage ? ImageFile.MaxBytes : ArticleFile.MaxBytes;
            unpacked += Math.Min(entry.Length, most + 1);
            if (unpacked > MaxUnpacked)
            {
                throw new InvalidDataException($"{path} unpacks to more than 1 GiB. Split it.");
            }

            byte[] Unpack()
            {
                using var stream = entry.Open();
                var bytes = new byte[(int)Math.Min(entry.Length, most + 1)];
                stream.ReadExactly(bytes);
                return bytes;
            }

            if (isImage)
            {
                tally.AddImage(entry.FullName, Unpack);
            }
            else
            {
                tally.Add(entry.FullName, Unpack);
            }
        }
    }

    private static ZipArchive Open(string path)
    {
        try
        {
            var archive = ZipFile.OpenRead(path);
            _ = archive.Entries; // reads the list, which may be what is broken
            return archive;
        }
        catch (Exception fault) when (fault is InvalidDataException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"{path} is not a zip file, or not a whole one. Name a folder or a zip.", fault);
        }
    }

    private sealed class Tally(KnowledgeStore store, bool mirror)
    {
        private readonly Dictionary<string, string> taken = new(StringComparer.Ordinal);
        private readonly HashSet<string> sources = new(StringComparer.Ordinal);
        private readonly List<Refusal> refusals = [];
        private readonly List<(Article Article, string Source)> waiting = [];
        private int added, updated, unchanged, removed;
        private bool whole = true;

        public void AddImage(string name, Func<byte[]> read)
        {
            try
            {
                if (ArticleImages.Import(store, name, read) is { } refusal)
                {
                    refusals.Add(refusal);
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                refusals.Add(new Refusal(name, "it cannot be read", "check that the file is whole and that the service may read it"));
            }
        }

        public void Add(string name, Func<byte[]> read)
        {
            sources.Add(name);
            ArticleFileResult result;
            try
            {
                result = ArticleFile.Parse(name, read());
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                result = new ArticleFileResult.Refused(0, "it cannot be read", "check that the file is whole and that the service may read it");
            }

            switch (result)
            {
                case ArticleFileResult.Refused refused:
                    refusals.Add(new Refusal(refused.Line > 0 ? $"{name}, line {refused.Line}" : name, refused.Problem, refused.Mend));
                    break;
                case ArticleFileResult.Parsed parsed when taken.TryGetValue(parsed.Article.Id, out string? other):
                    refusals.Add(new Refusal(name, $"its id '{parsed.Article.Id}' is also the id of {other}", "give one of the two another id"));
                    break;
                case ArticleFileResult.Parsed parsed:
                    taken[parsed.Article.Id] = name;
                    waiting.Add((parsed.Article, mirror ? name : ""));
                    break;
            }

            if (waiting.Count == Batch)
            {
                Write();
            }
        }

        public void Write()
        {
            foreach (var (written, (article, source)) in store.PutFiles(waiting, mirror ? "articles folder" : "import").Zip(waiting))
            {
                Count(written.Outcome);
                if (written.Outcome == WriteOutcome.Conflict)
                {
                    refusals.Add(new Refusal(source.Length > 0 ? source : article.Id, "it was changed here and on the web since; neither was overwritten", $"open {article.Id} in the editor, which shows both, and save what should stand"));
                }
            }

            waiting.Clear();
        }

        public void Unreadable(string folder)
        {
            whole = false;
            refusals.Add(new Refusal(folder, "the folder cannot be read", "give the service's user read access to it"));
        }

        public void RemoveMissing(string folder)
        {
            var missing = store.Articles().Where(a => a.Source.Length > 0 && !sources.Contains(a.Source)).ToList();
            if (!whole)
            {
                return;
            }

            if (sources.Count == 0 && missing.Count > 0)
            {
                refusals.Add(new Refusal(folder, $"it holds no article, the store has {missing.Count} from it; nothing was taken away", "check that the folder is there whole (a disk not mounted?), or delete the articles one by one"));
                return;
            }

            foreach (var stored in missing)
            {
                if (stored.IsAheadOfFile)
                {
                    store.FileGone(stored.Article.Id);
                    refusals.Add(new Refusal(stored.Source, "the file is gone, but its article was changed on the web since; the article stays", $"delete {stored.Article.Id} in the editor, or put the file back"));
                    continue;
                }

                removed += store.DeleteArticle(stored.Article.Id) ? 1 : 0;
            }
        }

        public ImportReport Report() => new(added, updated, unchanged, removed, refusals);

        private void Count(WriteOutcome outcome)
        {
            added += outcome == WriteOutcome.Created ? 1 : 0;
            updated += outcome == WriteOutcome.Updated ? 1 : 0;
            unchanged += outcome == WriteOutcome.Unchanged ? 1 : 0;
        }
    }
}
