using System.Globalization;

namespace KnowledgeBase.Indexing;

/// <summary>The journal of an index's content, in its folder: what happens is recorded, and all is written anew once most of the records are of what is gone.</summary>
internal sealed class ContentJournal : IDisposable
{
    private const string Prefix = "journal.";
    private const int Spare = 10_000; // records of what is gone before it is written anew

    private readonly string folder;
    private readonly IndexContent content;
    private IndexRecords records;
    private IndexJournal journal;
    private long recorded;

    private ContentJournal(string folder, IndexContent content, IndexRecords records, IndexJournal journal, long recorded)
    {
        this.folder = folder;
        this.content = content;
        this.records = records;
        this.journal = journal;
        this.recorded = recorded;
    }

    /// <summary>Begins an empty one for <paramref name="content"/>, which is empty.</summary>
    public static ContentJournal Create(string folder, IndexContent content) =>
        new(folder, content, new IndexRecords(content), IndexJournal.Create(Path.Combine(folder, Prefix + "0")), 0);

    /// <summary>Opens the one that <paramref name="commit"/> names and does again to <paramref name="content"/>, which is empty, what it says. Throws when it is damaged.</summary>
    public static ContentJournal Open(string folder, IndexCommit commit, IndexContent content, CancellationToken cancel)
    {
        var records = new IndexRecords(content);
        long recorded = 0;
        var journal = IndexJournal.Open(Path.Combine(folder, commit.Journal), commit.Length, (read, kept) =>
        {
            records.Replay(read, kept);
            recorded += read.Count;
        }, cancel);
        records.Replayed();
        return new ContentJournal(folder, content, records, journal, recorded);
    }

    /// <summary>Adds the record that <paramref name="write"/> writes.</summary>
    public void Record(Action<IndexRecords, IndexJournal> write)
    {
        write(records, journal);
        recorded++;
    }

    /// <summary>Readies a commit of what was recorded, which holds the store up to change <paramref name="sequence"/>.</summary>
    public IndexCommit Prepare(long sequence, string mark)
    {
        if (recorded > Spare + (2L * (content.ArticleCount + content.TicketCount)))
        {
            Rewrite();
        }

        var commit = new IndexCommit(sequence, mark, journal.Name, journal.Flush());
        records.Flushed(journal.Kept);
        return commit;
    }

    /// <summary>Returns when what was prepared is on the disk.</summary>
    public void Sync() => journal.Sync();

    /// <summary>Deletes the journals before that of <paramref name="commit"/>.</summary>
    public void Tidy(IndexCommit commit)
    {
        foreach (string old in Directory.EnumerateFiles(folder, Prefix + "*").Where(f => Path.GetFileName(f) != commit.Journal))
        {
            File.Delete(old);
        }
    }

    /// <inheritdoc />
    public void Dispose() => journal.Dispose();

    // Without what is gone, in a file of its own: when it cannot be written, this one goes on as it was.
    private void Rewrite()
    {
        int number = int.Parse(journal.Name.AsSpan(Prefix.Length), CultureInfo.InvariantCulture) + 1;
        var anew = new ContentJournal(folder, content, new IndexRecords(content), IndexJournal.Create(Path.Combine(folder, Prefix + number.ToString(CultureInfo.InvariantCulture))), 0);
        try
        {
            foreach (var article in content.Articles.Values.OrderBy(a => a.Slot))
            {
                anew.Record((r, to) => r.Write(to, article, content.Semantic.VectorsOf(article)));
            }

            foreach (var ticket in content.Tickets.Values.OrderBy(t => t.Key))
            {
                anew.Record((r, to) => r.Write(to, ticket));
            }

            if (content.IsLarge)
            {
                anew.Record((r, to) => r.WriteLatent(to));
            }
        }
        catch
        {
            anew.Dispose();
            throw;
        }

        journal.Dispose();
        (records, journal, recorded) = (anew.records, anew.journal, anew.recorded);
    }
}
