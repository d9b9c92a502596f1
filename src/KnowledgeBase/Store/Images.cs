namespace KnowledgeBase.Store;

/// <summary>An image as the store keeps it.</summary>
/// <param name="Id">Its name, made of its content.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Content">Its bytes.</param>
public sealed record StoredImage(string Id, string Type, byte[] Content);

// The images that articles show.
public sealed partial class KnowledgeStore
{
    /// <summary>Keeps an image; false when it is there already.</summary>
    public bool AddImage(StoredImage image) => database.Write(c =>
        c.Command("INSERT INTO images (id, type, content, created) VALUES (@0, @1, @2, @3) ON CONFLICT (id) DO NOTHING", image.Id, image.Type, image.Content, Rows.Text(time.GetUtcNow())).Run()) > 0;

    /// <summary>The image with this id, or null.</summary>
    public StoredImage? Image(string id) => database.Glance(c =>
        c.Command("SELECT id, type, content FROM images WHERE id = @0", id).All(r => new StoredImage(r.GetString(0), r.GetString(1), (byte[])r.GetValue(2))).FirstOrDefault());

    /// <summary>The ids of all images.</summary>
    public IReadOnlyList<string> Images() => database.Glance(c => c.Command("SELECT id FROM images ORDER BY id").All(r => r.GetString(0)));

    /// <summary>Takes an image away. False when there is none.</summary>
    public bool DeleteImage(string id)
    {
        bool gone = database.Write(c => Delete(c, "images", "id = @0", id)) > 0;
        if (gone)
        {
            database.Scrub();
        }

        return gone;
    }
}
