using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Text;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace KnowledgeBase.Benchmarks;

/// <summary>
/// The yardstick: Lucene.NET as it comes, in memory, with our analyzer (stop words of questions left out, as we do): an index with one field of title and text,
/// stock BM25, the ten best and their stored id and title.
/// </summary>
internal sealed class RawLucene : IDisposable
{
    private const string Text = "text";

    private readonly RAMDirectory directory = new();
    private readonly DirectoryReader reader;
    private readonly IndexSearcher searcher;

    public RawLucene(IReadOnlyList<Article> articles)
    {
        var type = new FieldType(TextField.TYPE_NOT_STORED) { IndexOptions = IndexOptions.DOCS_AND_FREQS };
        var config = new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer()) { Similarity = new BM25Similarity(), RAMBufferSizeMB = 64 };
        using (var writer = new IndexWriter(directory, config))
        {
            foreach (var article in articles)
            {
                writer.AddDocument(
                [
                    new StoredField("id", article.Id),
                    new StoredField("title", article.Title),
                    new Field(Text, new AnalyzedTokenStream(AnalyzedText.Of(article.Title), AnalyzedText.Of(ArticleContent.Of(article.Body).Text)), type),
                ]);
            }
        }

        reader = DirectoryReader.Open(directory);
        searcher = new IndexSearcher(reader) { Similarity = new BM25Similarity() };
    }

    /// <summary>Memory it takes.</summary>
    public long Bytes => directory.GetSizeInBytes();

    public int Search(string text)
    {
        var query = new BooleanQuery();
        foreach (var term in Question.Of(text).Terms)
        {
            query.Add(new TermQuery(new Term(Text, term.Text)), Occur.SHOULD);
        }

        int length = 0;
        foreach (var hit in searcher.Search(query, 10).ScoreDocs)
        {
            var document = searcher.Doc(hit.Doc);
            length += document.Get("id").Length + document.Get("title").Length;
        }

        return length;
    }

    public void Dispose()
    {
        reader.Dispose();
        directory.Dispose();
    }
}
