using System.Runtime.InteropServices;
using KnowledgeBase.Articles;
using KnowledgeBase.Semantics;

namespace KnowledgeBase.Indexing;

/// <summary>What happened to an index, as records of its <see cref="IndexJournal"/>: replayed in order they give the same content. A record begins with the terms numbered since the one before.</summary>
internal sealed class IndexRecords(IndexContent content)
{
    private readonly TermIds ids = content.TermIds;
    private readonly List<string> terms = [""]; // by number, as far as they are written
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
            Write<byte>(to, article.Text);
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
            foreach (var (bytes, scale) in vectors.Rows)
            {
                to.Write(MemoryMarshal.AsBytes<sbyte>(bytes));
                to.Write(scale);
            }
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

    /// <summary>Does again what a record says.</summary>
    public void Replay(BinaryReader from)
    {
        for (int i = from.ReadInt32(); i > 0; i--)
        {
            terms.Add(from.ReadString());
            if (ids.Add(terms[^1]) != terms.Count - 1)
            {
                throw new InvalidDataException("The terms of the index's journal are not numbered in order.");
            }
        }

        switch ((Kind)from.ReadByte())
        {
            case Kind.Article:
                var (article, vectors) = ReadArticle(from);
                content.Put(article, vectors);
                break;
            case Kind.Ticket:
                content.Put(ReadTicket(from), Vector(from));
                break;
            case Kind.ArticleGone:
                content.RemoveArticle(from.ReadInt64());
                break;
            case Kind.TicketGone:
                content.RemoveTicket(from.ReadInt64());
                break;
            case Kind.Latent:
                int learnedFrom = from.ReadInt32(), since = from.ReadInt32();
                content.Learned(LatentSemantics.Load(from), learnedFrom, since);
                break;
            default:
                throw new InvalidDataException("The index's journal holds what this program does not know.");
        }
    }

    private void Append(IndexJournal journal, Kind kind, Action<BinaryWriter> write) => journal.Append(to =>
    {
        string[] more = ids.After(terms.Count - 1);
        terms.AddRange(more);
        Write(to, more);
        to.Write((byte)kind);
        write(to);
    });

    private (IndexedArticle Article, ArticleVectors Vectors) ReadArticle(BinaryReader from)
    {
        long key = from.ReadInt64();
        var article = new Article
        {
            Id = from.ReadString(),
            Title = from.ReadString(),
            Category = terms[from.ReadInt32()],
            Version = terms[from.ReadInt32()],
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
            Text = Read<byte>(from),
            Terms = Read<int>(from),
            Codes = Array.ConvertAll(Read<int>(from), id => terms[id]),
            Passages = Times(from.ReadInt32(), () => from.ReadString() is var anchor && Read<int>(from) is [var first, var last, var a, var b, var c, var d]
                ? new IndexedPassage(anchor, first, last, a..b, c..d) : throw new InvalidDataException("A passage in the index's journal is not whole.")),
        };
        float asked = from.ReadSingle(), whole = from.ReadSingle();
        return (indexed, new ArticleVectors(Times(1 + indexed.Passages.Length, () => (Vector(from), from.ReadSingle())), asked, whole));
    }

    private IndexedTicket ReadTicket(BinaryReader from) => new()
    {
        Key = from.ReadInt64(),
        Id = from.ReadString(),
        Created = new DateTimeOffset(from.ReadInt64(), TimeSpan.FromMinutes(from.ReadInt16())),
        Articles = Times(from.ReadInt32(), () => terms[from.ReadInt32()]),
        Scale = from.ReadSingle(),
    };

    private sbyte[] Vector(BinaryReader from)
    {
        var vector = new sbyte[dimensions];
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(vector.AsSpan()));
        return vector;
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
