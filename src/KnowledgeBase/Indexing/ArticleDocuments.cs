using KnowledgeBase.Articles;
using KnowledgeBase.Text;
using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace KnowledgeBase.Indexing;

/// <summary>Analyzes an article once and gives both its Lucene documents and its form in memory.</summary>
public sealed class ArticleDocuments
{
    private static readonly FieldType Indexed = new(TextField.TYPE_NOT_STORED)
    {
        IndexOptions = IndexOptions.DOCS_AND_FREQS,
    };

    private ArticleDocuments(IndexedArticle article, IReadOnlyList<Document> documents)
    {
        Article = article;
        Documents = documents;
    }

    /// <summary>The article in memory.</summary>
    public IndexedArticle Article { get; }

    /// <summary>Its Lucene documents: the article itself first, then the other ways its question is asked, then its passages.</summary>
    public IReadOnlyList<Document> Documents { get; }

    /// <summary>Analyzes <paramref name="article"/>, whose body is <paramref name="content"/>.</summary>
    public static ArticleDocuments Of(long key, Article article, ArticleContent content, TermIds ids)
    {
        string whole = content.Text;
        var passages = Passages.Of(content);
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

        var indexed = new List<IndexedPassage>(passages.Count);
        foreach (var passage in passages)
        {
            var analyzed = AnalyzedText.Of(passage.Text);
            indexed.Add(new IndexedPassage
            {
                Anchor = passage.Anchor,
                FirstBlock = passage.FirstBlock,
                LastBlock = passage.LastBlock,
                Text = passage.Text,
                Terms = Ids(analyzed, ids),
            });
            documents.Add(
            [
                new StringField(IndexFields.Owner, owner, Field.Store.NO),
                new NumericDocValuesField(IndexFields.Key, key),
                new NumericDocValuesField(IndexFields.Ordinal, indexed.Count - 1),
                new Field(IndexFields.Passage, new AnalyzedTokenStream(title, analyzed), Indexed),
            ]);
        }

        var set = new HashSet<int>(Ids(title, ids));
        set.UnionWith(Ids(text, ids));
        set.UnionWith(Ids(tags, ids));
        set.UnionWith(questions.SelectMany(q => Ids(q, ids)));
        int[] sorted = [.. set];
        Array.Sort(sorted);

        var inMemory = new IndexedArticle
        {
            Key = key,
            Article = article with { Body = "", FrontMatter = "" },
            Asked = [Ids(title, ids), .. questions.Select(q => Ids(q, ids))],
            Passages = indexed,
            TermSet = sorted,
            Codes = CodesOf([title, text, .. questions]),
        };
        return new ArticleDocuments(inMemory, documents);
    }

    /// <summary>The value of <see cref="IndexFields.Owner"/> for an article.</summary>
    public static string OwnerOf(long key) => "a" + key.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // Words that only agents' articles hold are never offered to the public, as corrections or completions.
    private static bool IsPublic(Article article) => article.Audience == Audience.Public && article.State == ArticleState.Published;

    private static int[] Ids(AnalyzedText text, TermIds ids)
    {
        var result = new int[text.Terms.Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = ids.Add(text.Terms[i]);
        }

        return result;
    }

    private static HashSet<string> CodesOf(params AnalyzedText[] texts)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            for (int i = 0; i < text.Tokens.Count; i++)
            {
                if (text.Tokens[i].Kind == TokenKind.Code)
                {
                    codes.Add(text.Surface(i));
                }
            }
        }

        return codes;
    }
}
