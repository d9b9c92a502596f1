using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Indexing;

/// <summary>Where the rows of an article are: what it is asked by at <paramref name="First"/>, then its passages up to <paramref name="End"/>.</summary>
/// <param name="Article">The article.</param>
/// <param name="First">Its first row.</param>
/// <param name="End">The row after its last.</param>
/// <param name="AskedLength">Length of the sum of the unit vectors of its title and the other ways its question is asked.</param>
/// <param name="WholeLength">Length of that sum and its passages' unit vectors together.</param>
internal readonly record struct Place(IndexedArticle Article, int First, int End, float AskedLength = 1, float WholeLength = 1)
{
    /// <summary>Slot of the article.</summary>
    public int Slot { get; } = Article.Slot;

    /// <summary>Has the processor fetch its rows, which are in <paramref name="vectors"/>.</summary>
    public void Prefetch(QuantizedVectors vectors)
    {
        for (int row = First; row < End; row++)
        {
            vectors.Prefetch(row);
        }
    }
}

/// <summary>The rows of all articles of a view. One thread writes while others read: places are only added, and marked when their article is gone.</summary>
internal sealed class Placement
{
    private readonly Lock writing = new();
    private Table table = new([], [], [], 0);

    /// <summary>The places, those of articles that are gone too.</summary>
    public Table Now => Volatile.Read(ref table);

    /// <summary>Adds a place; its article can be found from now on.</summary>
    public void Add(in Place place)
    {
        lock (writing)
        {
            var (places, gone, ofSlot, count) = table;
            if (count == places.Length)
            {
                int room = Math.Max(16, count + (count / 2));
                Array.Resize(ref places, room);
                Array.Resize(ref gone, room);
            }

            if (place.Article.Slot >= ofSlot.Length)
            {
                Array.Resize(ref ofSlot, Math.Max(16, place.Article.Slot + 1 + (place.Article.Slot / 2)));
            }

            places[count] = place;
            ofSlot[place.Article.Slot] = count + 1;
            Volatile.Write(ref table, new Table(places, gone, ofSlot, count + 1));
        }
    }

    /// <summary>Marks <paramref name="article"/> as gone.</summary>
    public void Remove(IndexedArticle article)
    {
        if (table.Find(article.Slot) is >= 0 and int at)
        {
            table.Gone[at] = true;
        }
    }

    /// <summary>Has the processor fetch where the rows of an article are.</summary>
    public void Prefetch(int slot)
    {
        var now = Now;
        now.Prefetch(now.Find(slot));
    }

    /// <summary>Has the processor fetch the rows of an article, which are in <paramref name="vectors"/>.</summary>
    public void Prefetch(int slot, QuantizedVectors vectors)
    {
        var now = Now;
        if (now.Find(slot) is >= 0 and int at)
        {
            now.Places[at].Prefetch(vectors);
        }
    }

    /// <summary>The places at one moment.</summary>
    /// <param name="Places">The places, in order of their rows.</param>
    /// <param name="Gone">Whether the article of each is gone.</param>
    /// <param name="OfSlot">By <see cref="IndexedArticle.Slot"/> the number of its place plus one.</param>
    /// <param name="Count">How many places there are.</param>
    internal sealed record Table(Place[] Places, bool[] Gone, int[] OfSlot, int Count)
    {
        /// <summary>Has the processor fetch a place that is asked for soon.</summary>
        public unsafe void Prefetch(int at)
        {
            if (Sse.IsSupported && (uint)at < (uint)Places.Length)
            {
                Sse.Prefetch0(Unsafe.AsPointer(ref Places[at])); // it may have moved by then: nothing is lost but the fetch
            }
        }

        /// <summary>The number of the place of the article with this slot, or -1.</summary>
        public int Find(int slot)
        {
            int at = slot < OfSlot.Length ? OfSlot[slot] - 1 : -1;
            return at < Count ? at : -1; // one added since
        }
    }
}
