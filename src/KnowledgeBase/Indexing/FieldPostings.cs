using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace KnowledgeBase.Indexing;

/// <summary>
/// One field of one Lucene segment, decoded once into flat arrays: a question then costs two nanoseconds a posting, with no call in between.
/// Documents are numbered among those that have the field.
/// </summary>
/// <typeparam name="T">What a document belongs to.</typeparam>
internal sealed class FieldPostings<T>
    where T : class, IIndexed
{
    private const int FrequencyBits = 8;
    private const int Often = (1 << FrequencyBits) - 1;

    private readonly int[] terms; // ascending
    private readonly Row[] rows; // of each term
    private readonly uint[] postings; // the document and how often it holds the term
    private readonly Dictionary<int, int> often; // exactly, by posting, where that is Often or more
    private readonly float[] lengths;
    private readonly int[] sizes; // with the parts of codes, which make no text longer
    private readonly long total;

    private FieldPostings(int[] terms, Row[] rows, uint[] postings, Dictionary<int, int> often, float[] lengths)
    {
        this.terms = terms;
        this.rows = rows;
        this.postings = postings;
        this.often = often;
        this.lengths = lengths;
        sizes = new int[lengths.Length];
        for (int i = 0; i < postings.Length; i++)
        {
            int frequency = Frequency(postings[i], i);
            sizes[Document(postings[i])] += frequency;
            total += frequency;
        }
    }

    /// <summary>Documents that have the field, deleted ones too.</summary>
    public int Count => lengths.Length;

    /// <summary>Number of each in its segment.</summary>
    public required int[] InSegment { get; init; }

    /// <summary>What each is of.</summary>
    public required Origin[] Origins { get; init; }

    /// <summary>How many documents hold <paramref name="term"/>, without those that are <paramref name="gone"/>; null: none is.</summary>
    public int DocumentFrequency(int term, bool[]? gone)
    {
        var row = Find(term);
        if (gone is null)
        {
            return row.Count;
        }

        int count = 0;
        foreach (uint posting in postings.AsSpan(row.Start, row.Count))
        {
            count += gone[Document(posting)] ? 0 : 1;
        }

        return count;
    }

    /// <summary>Terms of the documents, with repetitions, without those of <paramref name="gone"/>.</summary>
    public long TotalTerms(int[] gone)
    {
        long sum = total;
        foreach (int document in gone)
        {
            sum -= sizes[document];
        }

        return sum;
    }

    /// <summary>Adds <paramref name="weight"/> * tf / (tf + <paramref name="free"/> + <paramref name="perTerm"/> * length) to the score of each document that holds <paramref name="term"/>.</summary>
    public void Score(int term, float weight, float free, float perTerm, Span<float> scores)
    {
        var row = Find(term);
        if (row.Count == 0)
        {
            return;
        }

        ref uint first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(postings), row.Start);
        ref float length = ref MemoryMarshal.GetArrayDataReference(lengths);
        ref float score = ref MemoryMarshal.GetReference(scores[..Count]);
        for (int i = 0; i < row.Count; i++)
        {
            uint posting = Unsafe.Add(ref first, i);
            int at = Document(posting);
            float tf = Frequency(posting, row.Start + i);
            Unsafe.Add(ref score, at) += weight * tf / (tf + free + (perTerm * Unsafe.Add(ref length, at)));
        }
    }

    /// <summary>The documents that are not to be found: deleted by <paramref name="live"/>, or what they belong to is not known.</summary>
    public int[] Gone(IBits? live)
    {
        var gone = new List<int>();
        for (int i = 0; i < Count; i++)
        {
            if (Origins[i].Owner is null || live?.Get(InSegment[i]) == false)
            {
                gone.Add(i);
            }
        }

        return [.. gone];
    }

    /// <summary>Decodes <paramref name="field"/> of a segment.</summary>
    public static FieldPostings<T> Of(AtomicReader segment, string field, TermIds ids, IReadOnlyDictionary<long, T> owners)
    {
        var lucene = segment.GetTerms(field);
        if (lucene is null)
        {
            return new FieldPostings<T>([], [], [], [], []) { InSegment = [], Origins = [] };
        }

        if (segment.MaxDoc > 1 << (32 - FrequencyBits))
        {
            throw new NotSupportedException("A segment of the index has more than 16,777,216 documents.");
        }

        var terms = new List<int>((int)Math.Max(0, lucene.Count));
        var rows = new List<Row>(terms.Capacity);
        int expected = (int)Math.Max(0, lucene.SumDocFreq);
        var all = new uint[expected];
        var often = new Dictionary<int, int>();
        int[] local = new int[segment.MaxDoc];
        int count = 0;
        var term = lucene.GetEnumerator();
        DocsEnum? postings = null;
        while (term.MoveNext())
        {
            int start = count;
            postings = term.Docs(null, postings, DocsFlags.FREQS);
            for (int doc = postings.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.NextDoc())
            {
                int frequency = postings.Freq;
                if (frequency >= Often)
                {
                    often.Add(count, frequency);
                }

                all[count++] = ((uint)doc << FrequencyBits) | (uint)Math.Min(frequency, Often);
                local[doc] = 1;
            }

            terms.Add(ids.Add(term.Term.Utf8ToString()));
            rows.Add(new Row(start, count - start));
        }

        int[] numbers = [.. terms];
        Row[] byNumber = [.. rows];
        Array.Sort(numbers, byNumber);

        int[] inSegment = Number(local);
        all = count == all.Length ? all : all[..count];
        foreach (ref uint posting in all.AsSpan())
        {
            posting = ((uint)local[Document(posting)] << FrequencyBits) | (posting & Often);
        }

        var norms = segment.GetNormValues(field);
        var keys = segment.GetNumericDocValues(IndexFields.Key);
        var ordinals = segment.GetNumericDocValues(IndexFields.Ordinal);
        bool isPassage = field == IndexFields.Passage;
        return new FieldPostings<T>(numbers, byNumber, all, often, Array.ConvertAll(inSegment, d => (float)norms.Get(d)))
        {
            InSegment = inSegment,
            Origins = Array.ConvertAll(inSegment, d => owners.TryGetValue(keys.Get(d), out var owner) ? new Origin(owner, owner.Slot, isPassage ? (int)ordinals.Get(d) : 0) : default),
        };
    }

    /// <summary>What a document is of.</summary>
    /// <param name="Owner">The article or ticket; null when it is gone.</param>
    /// <param name="Slot">Its slot, here so that a hit is known without a look at its owner.</param>
    /// <param name="Ordinal">Number of the document among the passages of its article; 0 for whole documents.</param>
    internal readonly record struct Origin(T? Owner, int Slot, int Ordinal);

    // Of a term that is not there: no postings.
    private Row Find(int term) => Array.BinarySearch(terms, term) is >= 0 and int at ? rows[at] : default;

    private static int Document(uint posting) => (int)(posting >> FrequencyBits);

    private int Frequency(uint posting, int at) => (posting & Often) is var frequency && frequency < Often ? (int)frequency : often[at];

    // Turns marks into numbers and returns which document has which.
    private static int[] Number(int[] marks)
    {
        int[] marked = new int[marks.AsSpan().Count(1)];
        int next = 0;
        for (int doc = 0; doc < marks.Length; doc++)
        {
            if (marks[doc] == 1)
            {
                marks[doc] = next;
                marked[next++] = doc;
            }
        }

        return marked;
    }

    private readonly record struct Row(int Start, int Count);
}
