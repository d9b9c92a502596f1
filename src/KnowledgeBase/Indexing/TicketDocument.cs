using System.Globalization;
using KnowledgeBase.Semantics;
using KnowledgeBase.Text;
using KnowledgeBase.Tickets;
using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace KnowledgeBase.Indexing;

/// <summary>A resolved ticket as the search holds it in memory.</summary>
public sealed class IndexedTicket : IIndexed
{
    /// <summary>The store's number for it.</summary>
    public required long Key { get; init; }

    /// <summary>Its id in the store.</summary>
    public required string Id { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Ids of the articles that solved it.</summary>
    public required IReadOnlyList<string> Articles { get; init; }

    /// <summary>Scale of its vector; 0 when it has none, for want of words or because the embedding did not answer.</summary>
    public required float Scale { get; init; }

    /// <summary>Row of its vector in the index's view of tickets.</summary>
    internal int Row { get; set; }

    int IIndexed.Slot => 0;
}

/// <summary>Analyzes a ticket once and gives both its Lucene document and its form in memory.</summary>
public sealed class TicketDocument
{
    private static readonly FieldType Indexed = new(TextField.TYPE_NOT_STORED)
    {
        IndexOptions = IndexOptions.DOCS_AND_FREQS,
    };

    private TicketDocument(IndexedTicket ticket, sbyte[] vector, Document document)
    {
        Ticket = ticket;
        Vector = vector;
        Document = document;
    }

    /// <summary>The ticket in memory.</summary>
    public IndexedTicket Ticket { get; }

    /// <summary>Its subject and question in the trained embedding, in int8.</summary>
    public sbyte[] Vector { get; }

    /// <summary>Its Lucene document.</summary>
    public Document Document { get; }

    /// <summary>Analyzes <paramref name="ticket"/>, whose question without quotes and signature is <paramref name="question"/>, placed by <paramref name="embedding"/> or, where that is known, at <paramref name="placed"/>.</summary>
    public static TicketDocument Of(long key, Ticket ticket, string question, ITextEmbedding embedding, float[]? placed = null)
    {
        var text = AnalyzedText.Of(question);
        var vector = new sbyte[embedding.Dimensions];
        Span<float> exact = placed ?? stackalloc float[embedding.Dimensions];
        float scale = placed is not null || embedding.Encode(text, exact) ? Int8.Quantize(exact, vector) : 0;
        var document = new Document
        {
            new StringField(IndexFields.Owner, OwnerOf(key), Field.Store.NO),
            new NumericDocValuesField(IndexFields.Key, key),
            new Field(IndexFields.Ticket, new AnalyzedTokenStream(text), Indexed),
        };
        return new TicketDocument(
            new IndexedTicket { Key = key, Id = ticket.Id, Created = ticket.Created, Articles = ticket.Articles.Count == 0 ? [] : ticket.Articles, Scale = scale },
            vector,
            document);
    }

    /// <summary>The value of <see cref="IndexFields.Owner"/> for a ticket.</summary>
    public static string OwnerOf(long key) => "t" + key.ToString(CultureInfo.InvariantCulture);
}
