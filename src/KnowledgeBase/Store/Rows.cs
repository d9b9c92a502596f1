using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Articles;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Store;

/// <summary>Maps rows to records and back.</summary>
internal static class Rows
{
    public const string ArticleColumns =
        "key, id, revision, title, category, tags, audience, state, kind, updated, aliases, version, front_matter, body, source, content_hash, changed_at, questions, file_hash";

    public const string TicketColumns = "key, id, created, channel, subject, text, answer, articles";

    public static StoredArticle Article(DbDataReader row) => new(
        row.GetInt64(0),
        new Article
        {
            Id = row.GetString(1),
            Title = row.GetString(3),
            Category = row.GetString(4),
            Tags = List(row.GetString(5)),
            Audience = Enum.Parse<Audience>(row.GetString(6)),
            State = Enum.Parse<ArticleState>(row.GetString(7)),
            Kind = Enum.Parse<ArticleKind>(row.GetString(8)),
            Updated = row.IsDBNull(9) ? null : DateOnly.ParseExact(row.GetString(9), "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Aliases = List(row.GetString(10)),
            Version = row.GetString(11),
            Questions = List(row.GetString(17)),
            FrontMatter = row.GetString(12),
            Body = row.GetString(13),
        },
        row.GetInt64(2),
        row.GetString(14),
        row.GetString(15),
        Moment(row.GetString(16)),
        row.GetString(18));

    public const string RevisionColumns = "r.revision, r.changed_at, r.why, r.title, r.state, r.front_matter, r.body, r.content_hash";

    public static ArticleRevision Revision(DbDataReader row) => new(
        row.GetInt64(0), Moment(row.GetString(1)), row.GetString(2), row.GetString(3), Enum.Parse<ArticleState>(row.GetString(4)), row.GetString(5), row.GetString(6), row.GetString(7));

    public static StoredTicket Ticket(DbDataReader row) => new(
        row.GetInt64(0),
        new Ticket
        {
            Id = row.GetString(1),
            Created = Moment(row.GetString(2)),
            Channel = row.GetString(3),
            Subject = row.GetString(4),
            Text = row.GetString(5),
            Answer = row.GetString(6),
            Articles = List(row.GetString(7)),
        });

    public static string Hash(Article article) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Join('\0', article.FrontMatter, article.Body, article.Title, article.State, article.Audience, article.Kind, article.Category, Json(article.Tags), Json(article.Aliases), Json(article.Questions)))));

    public static string Json(IReadOnlyList<string> list) => JsonSerializer.Serialize(list.Select(Storable));

    /// <summary>The text without what PostgreSQL cannot keep and nobody can read: NUL and halves of surrogate pairs.</summary>
    public static string Storable(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || char.IsSurrogate(text[i]))
            {
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\ufffd');
            }
        }

        return text;
    }

    public static Ticket Storable(Ticket ticket) => ticket with
    {
        Id = Storable(ticket.Id),
        Channel = Storable(ticket.Channel),
        Subject = Storable(ticket.Subject),
        Text = Storable(ticket.Text),
        Answer = Storable(ticket.Answer),
        Articles = [.. ticket.Articles.Select(Storable)],
    };

    public static IReadOnlyList<string> List(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>A command with its parameters, named in order @0, @1, …</summary>
    public static DbCommand Command(this DbConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + i.ToString(CultureInfo.InvariantCulture);
            parameter.Value = values[i] is string text ? Storable(text) : values[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static List<T> All<T>(this DbCommand command, Func<DbDataReader, T> map)
    {
        using (command)
        {
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(map(reader));
            }

            return rows;
        }
    }

    public static long Number(this DbCommand command)
    {
        using (command)
        {
            return Convert.ToInt64(command.ExecuteScalar() ?? 0L, CultureInfo.InvariantCulture);
        }
    }

    public static int Run(this DbCommand command)
    {
        using (command)
        {
            return command.ExecuteNonQuery();
        }
    }
}
