using System.Numerics.Tensors;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Indexing;

/// <summary>A ticket and the cosine of its question with another.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Cosine">The cosine.</param>
internal readonly record struct NearTicket(IndexedTicket Ticket, float Cosine);

/// <summary>
/// The tickets in the trained embedding: a vector each, in int8, and where there are many its signs.
/// Tickets are added and taken out by one thread while others search.
/// </summary>
/// <param name="dimensions">Length of the vectors.</param>
internal sealed class TicketView(int dimensions)
{
    private const int Small = 16_384; // up to here all are compared exactly, in about the time that choosing would take
    private const int Chosen = 4_096; // beyond it by signs; recall in results/speed.md

    [ThreadStatic]
    private static (ushort[] Worths, int[] Found, ScoredSlot[] Scored) buffers;

    private readonly QuantizedVectors vectors = new(dimensions);
    private IndexedTicket?[] owners = []; // by row; null: gone
    private volatile SignedRows? signs;
    private int centredAt;

    /// <summary>Rows held, those of tickets that are gone too.</summary>
    public int Count => vectors.Count;

    /// <summary>Takes in a ticket.</summary>
    public void Add(IndexedTicket ticket, ReadOnlySpan<sbyte> vector)
    {
        ticket.Row = vectors.Count;
        if (ticket.Row == owners.Length)
        {
            var more = new IndexedTicket?[Math.Max(64, ticket.Row + (ticket.Row / 2))];
            owners.CopyTo(more, 0);
            Volatile.Write(ref owners, more);
        }

        Volatile.Write(ref owners[ticket.Row], ticket);
        vectors.Add(vector, ticket.Scale);
    }

    /// <summary>Takes a ticket out, and its vector.</summary>
    public void Remove(IndexedTicket ticket)
    {
        owners[ticket.Row] = null;
        vectors.Clear(ticket.Row);
    }

    /// <summary>The vector of a ticket that is here.</summary>
    public ReadOnlySpan<sbyte> VectorOf(IndexedTicket ticket) => vectors.Row(ticket.Row);

    /// <summary>The cosine of a question with that of a ticket; 0 when it is not here any more.</summary>
    public float Cosine(IndexedTicket ticket, ReadOnlySpan<sbyte> question, float scale)
    {
        var of = Volatile.Read(ref owners);
        int row = ticket.Row;
        return row < of.Length && of[row] == ticket ? vectors.Score(question, scale, row) : 0;
    }

    /// <summary>The same without the tickets that are gone.</summary>
    public TicketView Compacted()
    {
        var view = new TicketView(dimensions);
        for (int row = 0; row < vectors.Count; row++)
        {
            if (owners[row] is { } ticket)
            {
                view.Add(ticket, vectors.Row(row));
            }
        }

        view.Refresh();
        return view;
    }

    /// <summary>Has the signs of what was added since be searched; they are taken about the mean, which is measured again when there are twice as many tickets.</summary>
    public void Refresh()
    {
        int count = vectors.Count;
        if (count <= Small)
        {
            return;
        }

        var now = signs;
        if (now is null || count >= 2 * centredAt)
        {
            now = new SignedRows(Mean(count));
            centredAt = count;
        }

        Span<float> vector = stackalloc float[dimensions];
        for (int row = now.Count; row < count; row++)
        {
            vectors.CopyTo(row, vector);
            now.Add(vector);
        }

        signs = now;
    }

    /// <summary>
    /// Fills <paramref name="best"/> with the tickets whose questions are nearest to one, of those that <paramref name="votes"/> lets and whose cosine is at least <paramref name="least"/>, in no order; how many there are.
    /// Exact while there are few, or where only some may vote.
    /// </summary>
    public int Nearest(ReadOnlySpan<sbyte> question, float scale, float least, Func<IndexedTicket, bool>? votes, Span<NearTicket> best)
    {
        const int Ahead = 8;
        int rows = vectors.Count;
        var of = Volatile.Read(ref owners);
        var now = votes is null && rows > Small ? signs : null;
        var (worths, found, scored) = Buffers(now is null ? rows : SignedRows.WholeBlocks(now.Count), now is not null);
        int candidates = rows;
        if (now is not null)
        {
            int signed = now.Count;
            now.Estimate(question, worths.AsSpan(0, SignedRows.WholeBlocks(signed)));
            candidates = Selection.Roughly(worths.AsSpan(0, signed), Chosen, found);
        }

        int count = 0;
        for (int i = 0; i < candidates; i++)
        {
            int row = now is null ? i : found[i];
            if (now is not null && i + Ahead < candidates)
            {
                vectors.Prefetch(found[i + Ahead]);
            }

            float cosine = vectors.Score(question, scale, row);
            if (cosine >= least && of[row] is { } ticket && (votes is null || votes(ticket)))
            {
                scored[count++] = new ScoredSlot(row, cosine);
            }
        }

        int kept = Selection.Largest(scored.AsSpan(0, count), best.Length), filled = 0;
        Selection.Settle(scored.AsSpan(0, count), kept, row => of[row]?.Key ?? 0);
        foreach (var (row, cosine) in scored.AsSpan(0, kept))
        {
            if (of[row] is { } ticket) // not gone meanwhile
            {
                best[filled++] = new NearTicket(ticket, cosine);
            }
        }

        return filled;
    }

    private float[] Mean(int count)
    {
        const int Sample = 2_000;
        float[] mean = new float[dimensions], vector = new float[dimensions];
        int every = (count / Sample) + 1, taken = 0;
        for (int row = 0; row < count; row += every, taken++)
        {
            vectors.CopyTo(row, vector);
            TensorPrimitives.Add(mean, vector, mean);
        }

        TensorPrimitives.Multiply(mean, 1f / taken, mean);
        return mean;
    }

    private static (ushort[] Worths, int[] Found, ScoredSlot[] Scored) Buffers(int rows, bool choose)
    {
        int room = rows + (rows / 8);
        if (choose && (buffers.Worths?.Length ?? 0) < rows)
        {
            (buffers.Worths, buffers.Found) = (new ushort[room], new int[room]);
        }

        if ((buffers.Scored?.Length ?? 0) < rows)
        {
            buffers.Scored = new ScoredSlot[room];
        }

        return buffers;
    }
}
