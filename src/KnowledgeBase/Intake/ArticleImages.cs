using KnowledgeBase.Articles;
using KnowledgeBase.Store;

namespace KnowledgeBase.Intake;

/// <summary>Brings images into the store, and into the folder images/ beside the articles where that can be written.</summary>
/// <param name="store">The store.</param>
/// <param name="articlesFolder">The articles folder, or null when there is none.</param>
public sealed class ArticleImages(KnowledgeStore store, string? articlesFolder)
{
    /// <summary>Takes in an image somebody sent; null when it is none that articles may show. <c>IsNew</c> is false for one that was there.</summary>
    public (ImageFile Image, bool IsNew)? Add(byte[] content)
    {
        if (ImageFile.Of(content) is not { } image)
        {
            return null;
        }

        bool isNew = store.AddImage(new StoredImage(image.Id, image.Type, content));
        if (articlesFolder is not null)
        {
            InFolder(articlesFolder, folder => Save(folder, image.Id, content));
        }

        return (image, isNew);
    }

    /// <summary>Takes an image away, and its file. False when there is none.</summary>
    public bool Delete(string id)
    {
        if (articlesFolder is not null && ImageFile.IsId(id))
        {
            InFolder(articlesFolder, folder => File.Delete(Path.Combine(folder, ImageFile.Folder, id)));
        }

        return store.DeleteImage(id);
    }

    /// <summary>Writes all images below <paramref name="articles"/>; returns their number.</summary>
    internal static int Export(KnowledgeStore store, string articles)
    {
        var ids = store.Images();
        foreach (string id in ids)
        {
            if (store.Image(id) is { } image)
            {
                Save(articles, id, image.Content);
            }
        }

        return ids.Count;
    }

    /// <summary>Takes in the image that <paramref name="name"/>, a path in a folder or zip of articles, says it is; what does not hold that is refused.</summary>
    internal static Refusal? Import(KnowledgeStore store, string name, Func<byte[]> read)
    {
        string id = name[(name.LastIndexOf('/') + 1)..];
        if (store.Image(id) is not null)
        {
            return null;
        }

        byte[] content = read();
        if (ImageFile.Of(content) is not { } image || image.Id != id)
        {
            return new Refusal(name, "it is not the image that its name says", "take it from an export again, or upload it in the editor");
        }

        store.AddImage(new StoredImage(id, image.Type, content));
        return null;
    }

    /// <summary>True when <paramref name="name"/>, a path with '/', is written like that of an image beside articles.</summary>
    internal static bool IsImage(string name) => name.Split('/') is [.., ImageFile.Folder, var id] && ImageFile.IsId(id);

    private static void Save(string articles, string id, byte[] content)
    {
        string file = Path.Combine(Directory.CreateDirectory(Path.Combine(articles, ImageFile.Folder)).FullName, id);
        if (!File.Exists(file))
        {
            File.WriteAllBytes(file, content);
        }
    }

    // The store has it; a folder that cannot be written keeps nobody from showing it.
    private static void InFolder(string folder, Action<string> change)
    {
        try
        {
            change(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
        }
    }
}
