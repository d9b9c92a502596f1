using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using KnowledgeBase.Articles;
using KnowledgeBase.Semantics;
using Microsoft.Win32.SafeHandles;

namespace KnowledgeBase.Indexing;

/// <summary>What happened to an index, as records of its <see cref="IndexJournal"/>: replayed in order they give the same content. A record begins with the terms numbered since the one before.</summary>
internal sealed class IndexRecords(IndexContent content)
{
    private readonly TermIds ids = content.TermIds;
    private readonly ConcurrentDictionary<int, string> names = new(); // terms that many articles and tickets share, once each
    private int written; // terms
    private readonly List<(IndexedArticle Article, long At)> texts = []; // of what was written and is not flushed
    private readonly int dimensions = content.Embedding.Dimensions;

    private enum Kind : byte
    {
        Article,
        Ticket,
        ArticleGone,
        TicketGone,
        Latent,
    }

    public void Write(IndexJournal journal, IndexedArticle article, ArticleVectors vectors)
    {
        int category = ids.Add(article.Article.Category), version = ids.Add(article.Article.Version);
        int[] codes = Array.ConvertAll(article.Codes, ids.Add);
        Append(journal, Kind.Article, to =>
        {
            to.Write(article.Key);
            to.Write(article.Article.Id);
            to.Write(article.Article.Title);
            to.Write(category);
            to.Write(version);
            to.Write((byte)article.Article.Audience);
            to.Write((byte)article.Article.State);
            to.Write((byte)article.Article.Kind);
            to.Write(article.Article.Updated?.DayNumber ?? -1);
            Write(to, article.Article.Tags);
            Write(to, article.Article.Aliases);
            Write(to, article.Article.Questions);
            to.Write(article.Asked.Length);
            Array.ForEach(article.Asked, asked => Write<int>(to, asked));
            Write<int>(to, article.Tags);
            to.Write(article.Text.Length);
            texts.Add((article, journal.Position));
            to.Write(article.Text.All());
            Write<int>(to, article.Terms);
            Write<int>(to, codes);
            to.Write(article.Passages.Length);
            foreach (var (anchor, first, last, text, held) in article.Passages)
            {
                to.Write(anchor);
                Write<int>(to, [first, last, text.Start.Value, text.End.Value, held.Start.Value, held.End.Value]);
            }

            to.Write(vectors.AskedLength);
            to.Write(vectors.WholeLength);
            to.Write(vectors.Rows.Span);
        });
    }

    public void Write(IndexJournal journal, IndexedTicket ticket)
    {
        int[] articles = [.. ticket.Articles.Select(ids.Add)];
        Append(journal, Kind.Ticket, to =>
        {
            to.Write(ticket.Key);
            to.Write(ticket.Id);
            to.Write(ticket.Created.Ticks);
            to.Write((short)ticket.Created.TotalOffsetMinutes);
            Write<int>(to, articles);
            to.Write(ticket.Scale);
            to.Write(MemoryMarshal.AsBytes(content.TicketVectors.VectorOf(ticket)));
        });
    }

    public void WriteArticleGone(IndexJournal journal, long key) => Append(journal, Kind.ArticleGone, to => to.Write(key));

    public void WriteTicketGone(IndexJournal journal, long key) => Append(journal, Kind.TicketGone, to => to.Write(key));

    public void WriteLatent(IndexJournal journal) => Append(journal, Kind.Latent, to =>
    {
        to.Write(content.LatentAge.From);
        to.Write(content.LatentAge.Since);
        content.Latent.Model.Save(to);
    });

    /// <summary>Has the texts of the articles written so far be read from the file, where they are now.</summary>
    public void Flushed(SafeFileHandle kept)
    {
        foreach (var (article, at) in texts)
        {
            article.Text = new ArticleText(kept, at, article.Text.Length);
        }

        texts.Clear();
    }

    /// <summary>Does again what <paramref name="records"/> say: what they say is made out side by side, and done in order.</summary>
    public void Replay(IReadOnlyList<JournalRecord> records, SafeFileHandle kept)
    {
        var readers = new (BinaryReader Reader, JournalRecord Record)[records.Count];
        for (int i = 0; i < readers.Length; i++)
        {
            readers[i] = (new BinaryReader(new MemoryStream(records[i].Bytes.Array!, records[i].Bytes.Offset, records[i].Bytes.Count), Encoding.UTF8), records[i]);
            ReadTerms(readers[i].Reader);
        }

        foreach (var done in readers.AsParallel().AsOrdered().Select(r => Read(r.Reader, r.Record, kept)))
        {
            done();
        }
    }

    private void ReadTerms(BinaryReader from)
    {
        for (int i = from.ReadInt32(); i > 0; i--)
        {
            if (ids.Add(from.ReadString()) != ++written)
            {
                throw new InvalidDataException("The terms of the index's journal are not numbered in order.");
            }
        }
    }

    private Action Read(BinaryReader from, JournalRecord record, SafeFileHandle kept)
    {
        switch ((Kind)from.ReadByte())
        {
            case Kind.Article:
                var (article, vectors) = ReadArticle(from, record, kept);
                return () => content.Put(article, vectors);
            case Kind.Ticket:
                var ticket = ReadTicket(from);
                var vector = Take(from, record, dimensions);
                return () => content.Put(ticket, MemoryMarshal.Cast<byte, sbyte>(vector));
            case Kind.ArticleGone:
                long gone = from.ReadInt64();
                return () => content.RemoveArticle(gone);
            case Kind.TicketGone:
                long erased = from.ReadInt64();
                return () => content.RemoveTicket(erased);
            case Kind.Latent:
                int learnedFrom = from.ReadInt32(), since = from.ReadInt32();
                var model = LatentSemantics.Load(from);
                return () => content.Learned(model, learnedFrom, since);
            default:
                throw new InvalidDataException("The index's journal holds what this program does not know.");
        }
    }

    private void Append(IndexJournal journal, Kind kind, Action<BinaryWriter> write) => journal.Append(to =>
    {
        string[] more = ids.After(written);
        written += more.Length;
        Write(to, more);
        to.Write((byte)kind);
        write(to);
    });

    private (IndexedArticle Article, ArticleVectors Vectors) ReadArticle(BinaryReader from, JournalRecord record, SafeFileHandle kept)
    {
        long key = from.ReadInt64();
        var article = new Article
        {
            Id = from.ReadString(),
            Title = from.ReadString(),
            Category = Name(from.ReadInt32()),
            Version = Name(from.ReadInt32()),
            Audience = (Audience)from.ReadByte(),
            State = (ArticleState)from.ReadByte(),
            Kind = (ArticleKind)from.ReadByte(),
            Updated = from.ReadInt32() is >= 0 and int day ? DateOnly.FromDayNumber(day) : null,
            Tags = Strings(from),
            Aliases = Strings(from),
            Questions = Strings(from),
            Body = "",
        };
        var indexed = new IndexedArticle
        {
            Key = key,
            Article = article,
            Asked = Times(from.ReadInt32(), () => Read<int>(from)),
            Tags = Read<int>(from),
            Text = Text(from, record, kept),
            Terms = Read<int>(from),
            Codes = Array.ConvertAll(Read<int>(from), Name),
            Passages = Times(from.ReadInt32(), () => Passage(from)),
        };
        float asked = from.ReadSingle(), whole = from.ReadSingle();
        return (indexed, new ArticleVectors(dimensions, Take(from, record, (1 + indexed.Passages.Length) * ArticleVectors.Stride(dimensions)), asked, whole));
    }

    private string Name(int id) => names.GetOrAdd(id, ids.Term);

    private static IndexedPassage Passage(BinaryReader from)
    {
        string anchor = from.ReadString();
        return from.ReadInt32() == 6
            ? new IndexedPassage(anchor, from.ReadInt32(), from.ReadInt32(), from.ReadInt32()..from.ReadInt32(), from.ReadInt32()..from.ReadInt32())
            : throw new InvalidDataException("A passage in the index's journal is not whole.");
    }

    private static ArticleText Text(BinaryReader from, JournalRecord record, SafeFileHandle kept)
    {
        int length = from.ReadInt32();
        long at = record.At + from.BaseStream.Position;
        Take(from, record, length);
        return new ArticleText(kept, at, length);
    }

    private IndexedTicket ReadTicket(BinaryReader from) => new()
    {
        Key = from.ReadInt64(),
        Id = from.ReadString(),
        Created = new DateTimeOffset(from.ReadInt64(), TimeSpan.FromMinutes(from.ReadInt16())),
        Articles = Times(from.ReadInt32(), () => Name(from.ReadInt32())),
        Scale = from.ReadSingle(),
    };

    // Not copied: it is done with before the next records are read.
    private static ArraySegment<byte> Take(BinaryReader from, JournalRecord record, int length)
    {
        int at = (int)from.BaseStream.Position;
        from.BaseStream.Position = at + length;
        return length >= 0 && at + length <= record.Bytes.Count ? record.Bytes.Slice(at, length) : throw new InvalidDataException("A record of the index's journal is not whole.");
    }

    private static void Write(BinaryWriter to, IReadOnlyList<string> texts)
    {
        to.Write(texts.Count);
        foreach (string text in texts)
        {
            to.Write(text);
        }
    }

    private static string[] Strings(BinaryReader from) => Times(from.ReadInt32(), from.ReadString);

    private static void Write<T>(BinaryWriter to, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        to.Write(values.Length);
        to.Write(MemoryMarshal.AsBytes(values));
    }

    private static T[] Read<T>(BinaryReader from)
        where T : unmanaged
    {
        int length = from.ReadInt32();
        if (length == 0)
        {
            return [];
        }

        var values = new T[length];
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static T[] Times<T>(int count, Func<T> read)
    {
        var values = count == 0 ? [] : new T[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = read();
        }

        return values;
    }
}
