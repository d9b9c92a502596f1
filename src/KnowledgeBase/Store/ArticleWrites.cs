using System.Data.Common;
using System.Globalization;
using KnowledgeBase.Articles;

namespace KnowledgeBase.Store;

/// <summary>Decides what a write of an article does, and does it: a new revision and an entry in the log, or nothing.</summary>
internal sealed class ArticleWrites(TimeProvider time)
{
    /// <summary>Writes an article as its file holds it; see <see cref="KnowledgeStore.PutFiles"/>.</summary>
    public ArticleWrite PutFile(DbConnection c, Article article, string source, string why)
    {
        string hash = Rows.Hash(article);
        var (known, deleted) = Current(c, article.Id);
        if (known is null || deleted)
        {
            return Write(c, article, source, hash, why, known, isNew: true);
        }

        if (source.Length == 0 && known.Source.Length > 0)
        {
            return Put(c, article, why, null); // an import changes what the folder brought as a person would
        }

        if (known.ContentHash == hash || known.FileHash == hash)
        {
            if (source.Length > 0 && (known.Source != source || known.FileHash != hash))
            {
                c.Command("UPDATE articles SET source = @1, file_hash = @2 WHERE key = @0", known.Key, source, hash).Run();
            }

            return new ArticleWrite(WriteOutcome.Unchanged, known, 0);
        }

        return known.IsAheadOfFile
            ? new ArticleWrite(WriteOutcome.Conflict, known, 0)
            : Write(c, article, source, hash, why, known, isNew: false);
    }

    /// <summary>Writes an article as a person wants it; see <see cref="KnowledgeStore.PutArticle"/>.</summary>
    public ArticleWrite Put(DbConnection c, Article article, string why, long? expectedRevision)
    {
        var (known, deleted) = Current(c, article.Id);
        bool exists = known is not null && !deleted;
        string hash = Rows.Hash(article);
        if (expectedRevision is { } expected && expected != (exists ? known!.Revision : 0))
        {
            return new ArticleWrite(WriteOutcome.Conflict, exists ? known! : new StoredArticle(0, article, 0, "", hash, time.GetUtcNow(), ""), 0);
        }

        return exists && known!.ContentHash == hash
            ? new ArticleWrite(WriteOutcome.Unchanged, known, 0)
            : Write(c, article, exists ? known!.Source : "", exists ? known!.FileHash : "", why, known, isNew: !exists);
    }

    private ArticleWrite Write(DbConnection c, Article article, string source, string fileHash, string why, StoredArticle? before, bool isNew)
    {
        var now = time.GetUtcNow();
        string hash = Rows.Hash(article);
        long revision = (before?.Revision ?? 0) + 1;
        long key = c.Command(
            """
            INSERT INTO articles (id, revision, title, category, tags, audience, state, kind, updated, aliases, version, front_matter, body, source, content_hash, changed_at, questions, file_hash, deleted)
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17, 0)
            ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, title = excluded.title, category = excluded.category, tags = excluded.tags,
              audience = excluded.audience, state = excluded.state, kind = excluded.kind, updated = excluded.updated, aliases = excluded.aliases, version = excluded.version,
              front_matter = excluded.front_matter, body = excluded.body, source = excluded.source, content_hash = excluded.content_hash, changed_at = excluded.changed_at,
              questions = excluded.questions, file_hash = excluded.file_hash, deleted = 0
            RETURNING key
            """,
            article.Id, revision, article.Title, article.Category, Rows.Json(article.Tags), article.Audience.ToString(), article.State.ToString(), article.Kind.ToString(),
            article.Updated?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Rows.Json(article.Aliases), article.Version,
            article.FrontMatter, article.Body, source, hash, Rows.Text(now), Rows.Json(article.Questions), fileHash).Number();
        c.Command(
            "INSERT INTO article_revisions (key, revision, title, state, audience, front_matter, body, content_hash, changed_at, why) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9)",
            key, revision, article.Title, article.State.ToString(), article.Audience.ToString(), article.FrontMatter, article.Body, hash, Rows.Text(now), why).Run();
        long sequence = KnowledgeStore.Log(c, time, "article", key, deleted: false);
        return new ArticleWrite(isNew ? WriteOutcome.Created : WriteOutcome.Updated, new StoredArticle(key, article, revision, source, hash, now, fileHash), sequence);
    }

    private static (StoredArticle? Stored, bool Deleted) Current(DbConnection c, string id) =>
        c.Command($"SELECT {Rows.ArticleColumns}, deleted FROM articles WHERE id = @0", id)
            .All(r => ((StoredArticle?)Rows.Article(r), r.GetInt64(r.GetOrdinal("deleted")) != 0)).FirstOrDefault();
}
