using System.Runtime.CompilerServices;
using Lucene.Net.Index;

namespace KnowledgeBase.Indexing;

/// <summary>The words of the index as they were at a refresh, in memory; never changes, so a question needs no lock and no file.</summary>
public sealed class Postings
{
    private Postings(IReadOnlyList<(Segment Segment, AtomicReader Reader)> segments, Postings? before)
    {
        FieldView<T> View<T>(Func<Segment, FieldPostings<T>> field, float b, FieldView<T>? last)
            where T : class, IIndexed => new([.. segments.Select(s => (field(s.Segment), s.Reader.LiveDocs))], b, last);
        Whole = View(s => s.Whole, Bm25.B, before?.Whole);
        Title = View(s => s.Title, Bm25.TitleB, before?.Title);
        Passage = View(s => s.Passage, Bm25.B, before?.Passage);
        Ticket = View(s => s.Ticket, Bm25.B, before?.Ticket);
    }

    /// <summary>Title and whole text of articles.</summary>
    public FieldView<IndexedArticle> Whole { get; }

    /// <summary>Titles of articles and the other ways their questions are asked.</summary>
    public FieldView<IndexedArticle> Title { get; }

    /// <summary>Passages of articles, their title in front.</summary>
    public FieldView<IndexedArticle> Passage { get; }

    /// <summary>Questions of tickets.</summary>
    public FieldView<IndexedTicket> Ticket { get; }

    /// <summary>The postings behind <paramref name="reader"/>; segments seen before are in <paramref name="known"/> and are not decoded again, what was found out <paramref name="before"/> is used again.</summary>
    internal static Postings Of(
        DirectoryReader reader, ConditionalWeakTable<object, Segment> known, TermIds ids, IReadOnlyDictionary<long, IndexedArticle> articles, IReadOnlyDictionary<long, IndexedTicket> tickets, Postings? before = null)
    {
        var segments = new (Segment, AtomicReader)[reader.Leaves.Count]; // side by side: whoever reads a file holds its lock
        Parallel.For(0, segments.Length, i =>
        {
            var leaf = reader.Leaves[i].AtomicReader;
            segments[i] = (known.GetValue(leaf.CoreCacheKey, _ => new Segment(leaf, ids, articles, tickets)), leaf);
        });

        return new Postings(segments, before);
    }

    /// <summary>The fields of one segment.</summary>
    internal sealed class Segment
    {
        public Segment(AtomicReader reader, TermIds ids, IReadOnlyDictionary<long, IndexedArticle> articles, IReadOnlyDictionary<long, IndexedTicket> tickets)
        {
            FieldPostings<IndexedArticle>? whole = null, title = null, passage = null;
            FieldPostings<IndexedTicket>? ticket = null;
            Parallel.Invoke(
                () => whole = FieldPostings<IndexedArticle>.Of(reader, IndexFields.Whole, ids, articles),
                () => passage = FieldPostings<IndexedArticle>.Of(reader, IndexFields.Passage, ids, articles),
                () => title = FieldPostings<IndexedArticle>.Of(reader, IndexFields.Title, ids, articles),
                () => ticket = FieldPostings<IndexedTicket>.Of(reader, IndexFields.Ticket, ids, tickets));
            (Whole, Title, Passage, Ticket) = (whole!, title!, passage!, ticket!);
        }

        public FieldPostings<IndexedArticle> Whole { get; }

        public FieldPostings<IndexedArticle> Title { get; }

        public FieldPostings<IndexedArticle> Passage { get; }

        public FieldPostings<IndexedTicket> Ticket { get; }
    }
}
