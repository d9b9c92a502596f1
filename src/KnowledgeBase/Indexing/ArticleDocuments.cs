using System.Text;
using KnowledgeBase.Articles;
using KnowledgeBase.Semantics;
using KnowledgeBase.Text;
using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace KnowledgeBase.Indexing;

/// <summary>Analyzes an article once and gives its Lucene documents, its form in memory and its vectors.</summary>
public sealed class ArticleDocuments
{
    private static readonly FieldType Indexed = new(TextField.TYPE_NOT_STORED)
    {
        IndexOptions = IndexOptions.DOCS_AND_FREQS,
    };

    private ArticleDocuments(IndexedArticle article, ArticleVectors vectors, IReadOnlyList<Document> documents)
    {
        Article = article;
        Vectors = vectors;
        Documents = documents;
    }

    /// <summary>The article in memory.</summary>
    public IndexedArticle Article { get; }

    /// <summary>The article in the trained embedding.</summary>
    internal ArticleVectors Vectors { get; }

    /// <summary>Its Lucene documents: the article itself first, then the other ways its question is asked, then its passages.</summary>
    public IReadOnlyList<Document> Documents { get; }

    /// <summary>Analyzes <paramref name="article"/>, whose body is <paramref name="content"/>.</summary>
    public static ArticleDocuments Of(long key, Article article, ArticleContent content, TermIds ids, ITextEmbedding embedding)
    {
        var (whole, passages) = Passages.Cut(content);
        var title = AnalyzedText.Of(article.Title);
        var text = AnalyzedText.Of(whole);
        var tags = AnalyzedText.Of(string.Join(' ', article.Tags));
        var questions = article.Questions.Select(AnalyzedText.Of).ToList();
        string owner = OwnerOf(key);

        var documents = new List<Document>(passages.Count + 1)
        {
            new()
            {
                new StringField(IndexFields.Owner, owner, Field.Store.NO),
                new NumericDocValuesField(IndexFields.Key, key),
                new Field(IndexFields.Whole, new AnalyzedTokenStream([title, tags, text, .. questions]), Indexed),
                new Field(IndexFields.Title, new AnalyzedTokenStream(title), Indexed),
                new Field(IndexFields.Words, IsPublic(article) ? new SurfaceTokenStream([title, tags, text, .. questions]) : new SurfaceTokenStream(), Indexed),
            },
        };

        documents.AddRange(questions.Select(asked => new Document
        {
            new StringField(IndexFields.Owner, owner, Field.Store.NO),
            new NumericDocValuesField(IndexFields.Key, key),
            new Field(IndexFields.Title, new AnalyzedTokenStream(asked), Indexed),
        }));

        var indexed = new IndexedPassage[passages.Count];
        for (int i = 0; i < indexed.Length; i++)
        {
            var passage = passages[i];
            int from = FirstToken(text, passage.Start), to = FirstToken(text, passage.Start + passage.Text.Length);
            int start = Encoding.UTF8.GetByteCount(whole.AsSpan(0, passage.Start)), length = Encoding.UTF8.GetByteCount(passage.Text);
            indexed[i] = new IndexedPassage(passage.Anchor, passage.FirstBlock, passage.LastBlock, start..(start + length), from..to);
            documents.Add(
            [
                new StringField(IndexFields.Owner, owner, Field.Store.NO),
                new NumericDocValuesField(IndexFields.Key, key),
                new NumericDocValuesField(IndexFields.Ordinal, i),
                new Field(IndexFields.Passage, new AnalyzedTokenStream((title, 0, title.Tokens.Count), (text, from, to)), Indexed),
            ]);
        }

        var inMemory = new IndexedArticle
        {
            Key = key,
            Article = article with { Body = "", FrontMatter = "" },
            Asked = [Ids(title, ids), .. questions.Select(q => Ids(q, ids))],
            Tags = Ids(tags, ids),
            Text = new ArticleText(Encoding.UTF8.GetBytes(whole)),
            Terms = Ids(text, ids),
            Passages = indexed,
            Codes = CodesOf([title, text, .. questions], ids),
        };
        return new ArticleDocuments(inMemory, ArticleVectors.Of(inMemory, passages.Select(p => p.Text), embedding), documents);
    }

    /// <summary>The value of <see cref="IndexFields.Owner"/> for an article.</summary>
    public static string OwnerOf(long key) => "a" + key.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // Words that only agents' articles hold are never offered to the public, as corrections or completions.
    private static bool IsPublic(Article article) => article.Audience == Audience.Public && article.State == ArticleState.Published;

    // The first token that begins at a character or after; passages are cut between words, so none lies across.
    private static int FirstToken(AnalyzedText text, int start)
    {
        int low = 0, high = text.Tokens.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = text.Tokens[middle].Start < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static int[] Ids(AnalyzedText text, TermIds ids)
    {
        var result = new int[text.Terms.Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = ids.Add(text.Terms[i]);
        }

        return result;
    }

    private static int[] CodesOf(AnalyzedText[] texts, TermIds ids)
    {
        var codes = new SortedSet<int>();
        foreach (var text in texts)
        {
            for (int i = 0; i < text.Tokens.Count; i++)
            {
                if (text.Tokens[i].Kind == TokenKind.Code)
                {
                    codes.Add(ids.Add(text.Surface(i)));
                }
            }
        }

        return [.. codes];
    }
}
