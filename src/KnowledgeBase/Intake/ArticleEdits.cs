using System.Text;
using KnowledgeBase.Articles;
using KnowledgeBase.Store;

namespace KnowledgeBase.Intake;

/// <summary>An article as a writer opens it.</summary>
/// <param name="Stored">The article.</param>
/// <param name="Markdown">Its whole text, front matter first.</param>
/// <param name="InFile">What its file holds instead, when that was changed as well as the article; else null.</param>
/// <param name="Version">Stands for all that was read; whoever writes names it, so that nothing unseen is overwritten.</param>
public sealed record OpenedArticle(StoredArticle Stored, string Markdown, string? InFile, string Version);

/// <summary>What became of a change.</summary>
public abstract record ArticleEdit
{
    private ArticleEdit()
    {
    }

    /// <summary>It is in the store, and in the file where that can be written.</summary>
    public sealed record Saved(OpenedArticle Article, bool IsNew) : ArticleEdit;

    /// <summary>Nothing was written: it has changed since it was read. <paramref name="Current"/> is how it stands, null when it is gone.</summary>
    public sealed record Conflict(OpenedArticle? Current) : ArticleEdit;

    /// <summary>Nothing was written: the text is no article, or its file cannot be touched.</summary>
    public sealed record Refused(string Problem, string Mend, int Line = 0) : ArticleEdit;
}

/// <summary>
/// Changes that people make: into the store, and back into the file the article came from where that can be written.
/// A file that changed meanwhile is first taken in; one that cannot be is shown beside the article, never overwritten.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="folder">The articles folder, or null.</param>
public sealed class ArticleEdits(KnowledgeStore store, string? folder)
{
    /// <summary>The version of what is not there yet.</summary>
    public const string New = "0";

    private readonly Lock gate = new(); // the folder is not taken in while a person's change is half written
    private readonly ArticleFiles files = new(folder);

    /// <summary>Takes in what changed in the folder, then writes to it what changed here and could not be written before.</summary>
    public ImportReport SyncFolder(CancellationToken cancel = default)
    {
        lock (gate)
        {
            var report = ArticleImport.Run(store, folder ?? throw new InvalidOperationException("There is no articles folder."), mirror: true, cancel);
            foreach (var stored in store.Articles().Where(a => a.Source.Length > 0 && a.IsAheadOfFile))
            {
                WriteBack(stored);
            }

            return report;
        }
    }

    /// <summary>The article with this id as it now stands, or null.</summary>
    public OpenedArticle? Open(string id)
    {
        lock (gate)
        {
            return Look(id);
        }
    }

    /// <summary>Writes the whole text of an article over <paramref name="version"/>, <see cref="New"/> for one that must not be there yet, null for whatever stands.</summary>
    public ArticleEdit Put(string id, string markdown, string? version, string why)
    {
        lock (gate)
        {
            var current = Look(id);
            if (version is not null && version != (current?.Version ?? New))
            {
                return new ArticleEdit.Conflict(current);
            }

            string path = PathOf(current?.Stored, id);
            switch (ArticleFile.Parse(path, Encoding.UTF8.GetBytes(markdown)))
            {
                case ArticleFileResult.Refused refused:
                    return new ArticleEdit.Refused(refused.Problem, refused.Mend, refused.Line);
                case ArticleFileResult.Parsed { Article: var article } when article.Id != id:
                    return new ArticleEdit.Refused($"its front matter makes it the article '{article.Id}'", $"write 'id: {id}' there, or leave the line out");
                case ArticleFileResult.Parsed { Article: var article }:
                    if (current?.InFile is not null && files.Read(current.Stored.Source) is { } seen)
                    {
                        store.FileSeen(id, seen.Hash); // the writer has seen it: it is in the version
                    }

                    var written = store.PutArticle(article, why, current?.Stored.Revision ?? 0);
                    if (written.Outcome == WriteOutcome.Conflict)
                    {
                        return new ArticleEdit.Conflict(Look(id)); // another process was faster
                    }

                    WriteBack(store.GetArticle(id)!);
                    return new ArticleEdit.Saved(Look(id)!, written.Outcome == WriteOutcome.Created);
                default:
                    throw new InvalidOperationException("An article is either parsed or refused.");
            }
        }
    }

    /// <summary>Moves an article to another state, over <paramref name="version"/> or, when null, whatever stands.</summary>
    public ArticleEdit Move(string id, ArticleState state, string? version)
    {
        lock (gate)
        {
            return Look(id) is not { } current || (version is not null && version != current.Version)
                ? new ArticleEdit.Conflict(Look(id))
                : FrontMatterEdit.WithState(current.Markdown, state) is { } text
                ? Put(id, text, current.Version, "web: " + FrontMatterEdit.Name(state))
                : new ArticleEdit.Refused("its front matter cannot be changed line by line", $"write 'state: {FrontMatterEdit.Name(state)}' there yourself");
        }
    }

    /// <summary>Writes an earlier revision again, as a new one.</summary>
    public ArticleEdit Restore(string id, ArticleRevision revision, string? version)
    {
        lock (gate)
        {
            return ArticleText.Of(id, revision, PathOf(store.GetArticle(id), id)) is { } text
                ? Put(id, text, version, $"web: revision {revision.Revision} restored")
                : new ArticleEdit.Refused("no text reads back as this revision any more", "copy what you need from it into the article");
        }
    }

    /// <summary>Takes an article away, and its file.</summary>
    public ArticleEdit Delete(string id)
    {
        lock (gate)
        {
            if (Look(id) is not { } current)
            {
                return new ArticleEdit.Conflict(null);
            }

            if (current.InFile is not null)
            {
                return new ArticleEdit.Conflict(current);
            }

            if (current.Stored.Source.Length > 0 && !files.Delete(current.Stored.Source))
            {
                return new ArticleEdit.Refused($"its file {current.Stored.Source} cannot be deleted, and would bring it back", "give the service's user write access to the articles folder, or archive the article");
            }

            store.DeleteArticle(id);
            return new ArticleEdit.Saved(current, IsNew: false);
        }
    }

    private OpenedArticle? Look(string id)
    {
        if (store.GetArticle(id) is not { } stored)
        {
            return null;
        }

        var file = stored.Source.Length > 0 ? files.Read(stored.Source) : null;
        if (file?.Article is { } article && article.Id == id && file.Hash != stored.FileHash
            && store.PutFiles([(article, stored.Source)], "articles folder")[0].Outcome != WriteOutcome.Conflict)
        {
            stored = store.GetArticle(id)!; // the file's change, taken in
        }

        bool differs = file is not null && file.Hash != stored.FileHash;
        string version = differs ? $"{stored.Revision}-{file!.Hash[..12]}" : $"{stored.Revision}";
        return new OpenedArticle(stored, ArticleText.Of(stored, PathOf(stored, id)) ?? stored.Article.Body, differs ? file!.Text : null, version);
    }

    private void WriteBack(StoredArticle stored)
    {
        if (stored.Source.Length > 0 && stored.IsAheadOfFile && files.Read(stored.Source)?.Hash == stored.FileHash
            && ArticleText.Of(stored, stored.Source) is { } text && files.Write(stored.Source, text))
        {
            store.FileSeen(stored.Article.Id, stored.ContentHash);
        }
    }

    private static string PathOf(StoredArticle? stored, string id) => stored is { Source.Length: > 0 } ? stored.Source : id + ".md";
}
