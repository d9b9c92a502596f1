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
    private const int PlacedInOne = 4_096; // articles

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
        Placed,
    }

    public void Write(IndexJournal journal, IndexedArticle article, ArticleVectors vectors)
    {
        int category = ids.Add(article.Article.Category), version = ids.Add(article.Article.Version);
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
            Write<int>(to, article.Codes);
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

    /// <summary>Writes the latent space and where the articles are in it.</summary>
    public void WriteLatent(IndexJournal journal)
    {
        var latent = content.Latent;
        Append(journal, Kind.Latent, to =>
        {
            to.Write(content.LatentAge.From);
            to.Write(content.LatentAge.Since);
            latent.Model.Save(to);
        });
        foreach (var some in content.Articles.Values.Where(latent.IsPlaced).OrderBy(a => a.Slot).Chunk(PlacedInOne))
        {
            Append(journal, Kind.Placed, to =>
            {
                to.Write(some.Length);
                foreach (var article in some)
                {
                    byte[] rows = latent.RowsOf(article);
                    to.Write(article.Key);
                    to.Write(rows.Length);
                    to.Write(rows);
                }
            });
        }
    }

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
        var readers = new RecordReader[records.Count];
        for (int i = 0; i < readers.Length; i++)
        {
            readers[i] = new RecordReader(records[i]);
            ReadTerms(readers[i]);
        }

        var doings = new Action[readers.Length];
        Parallel.For(0, readers.Length, i => doings[i] = Read(readers[i], kept));
        Array.ForEach(doings, doing => doing());
    }

    /// <summary>Lets go of what only <see cref="Replay"/> needs.</summary>
    public void Replayed() => names.Clear();

    private void ReadTerms(RecordReader from)
    {
        for (int i = from.Read<int>(); i > 0; i--)
        {
            if (ids.Add(from.ReadString()) != ++written)
            {
                throw new InvalidDataException("The terms of the index's journal are not numbered in order.");
            }
        }
    }

    private Action Read(RecordReader from, SafeFileHandle kept)
    {
        switch ((Kind)from.Read<byte>())
        {
            case Kind.Article:
                var (article, vectors) = ReadArticle(from, kept);
                return () => content.Put(article, vectors);
            case Kind.Ticket:
                var ticket = ReadTicket(from);
                var vector = from.Take(dimensions);
                return () => content.Put(ticket, MemoryMarshal.Cast<byte, sbyte>(vector));
            case Kind.ArticleGone:
                long gone = from.Read<long>();
                return () => content.RemoveArticle(gone);
            case Kind.TicketGone:
                long erased = from.Read<long>();
                return () => content.RemoveTicket(erased);
            case Kind.Latent:
                int learnedFrom = from.Read<int>(), since = from.Read<int>();
                var model = LatentSemantics.Load(from.Rest());
                return () => content.Learned(model, learnedFrom, since);
            case Kind.Placed:
                var placed = from.ReadTimes(r => (r.Read<long>(), (ReadOnlyMemory<byte>)r.Take(r.Read<int>())));
                return () => content.Placed(placed);
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

    private (IndexedArticle Article, ArticleVectors Vectors) ReadArticle(RecordReader from, SafeFileHandle kept)
    {
        long key = from.Read<long>();
        var article = new Article
        {
            Id = from.ReadString(),
            Title = from.ReadString(),
            Category = Name(from.Read<int>()),
            Version = Name(from.Read<int>()),
            Audience = (Audience)from.Read<byte>(),
            State = (ArticleState)from.Read<byte>(),
            Kind = (ArticleKind)from.Read<byte>(),
            Updated = from.Read<int>() is >= 0 and int day ? DateOnly.FromDayNumber(day) : null,
            Tags = from.ReadTimes(r => r.ReadString()),
            Aliases = from.ReadTimes(r => r.ReadString()),
            Questions = from.ReadTimes(r => r.ReadString()),
            Body = "",
        };
        var indexed = new IndexedArticle
        {
            Key = key,
            Article = article,
            Asked = from.ReadTimes(r => r.ReadArray<int>()),
            Tags = from.ReadArray<int>(),
            Text = Text(from, kept),
            Terms = from.ReadArray<int>(),
            Codes = from.ReadArray<int>(),
            Passages = from.ReadTimes(Passage),
        };
        float asked = from.Read<float>(), whole = from.Read<float>();
        return (indexed, new ArticleVectors(from.Take((1 + indexed.Passages.Length) * QuantizedVectors.Stride(dimensions)), asked, whole));
    }

    private string Name(int id) => names.GetOrAdd(id, ids.Term);

    private static IndexedPassage Passage(RecordReader from)
    {
        string anchor = from.ReadString();
        return from.Read<int>() == 6
            ? new IndexedPassage(anchor, from.Read<int>(), from.Read<int>(), from.Read<int>()..from.Read<int>(), from.Read<int>()..from.Read<int>())
            : throw new InvalidDataException("A passage in the index's journal is not whole.");
    }

    private static ArticleText Text(RecordReader from, SafeFileHandle kept)
    {
        int length = from.Read<int>();
        long at = from.Position;
        from.Take(length);
        return new ArticleText(kept, at, length);
    }

    private IndexedTicket ReadTicket(RecordReader from) => new()
    {
        Key = from.Read<long>(),
        Id = from.ReadString(),
        Created = new DateTimeOffset(from.Read<long>(), TimeSpan.FromMinutes(from.Read<short>())),
        Articles = from.ReadTimes(r => Name(r.Read<int>())),
        Scale = from.Read<float>(),
    };

    private static void Write(BinaryWriter to, IReadOnlyList<string> texts)
    {
        to.Write(texts.Count);
        foreach (string text in texts)
        {
            to.Write(text);
        }
    }

    private static void Write<T>(BinaryWriter to, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        to.Write(values.Length);
        to.Write(MemoryMarshal.AsBytes(values));
    }
}
