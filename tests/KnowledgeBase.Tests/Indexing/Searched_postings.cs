using FsCheck.Xunit;
using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Text;
using Lucene.Net.Store;

namespace KnowledgeBase.Tests.Indexing;

public sealed class Searched_postings
{
    private static readonly string[] Words = ["publish", "package", "token", "registry", "E404", "login", "scope", "install", "cache", "proxy"];

    [Property(MaxTest = 20)]
    public bool Score_by_the_formula_over_many_segments_and_deletes(int seed)
    {
        var random = new Random(seed);
        using var index = new KnowledgeIndex(new RAMDirectory(), StaticEmbedding.Default);
        var texts = new Dictionary<long, string>();
        for (int i = 0; i < 120; i++)
        {
            long key = random.Next(60);
            if (random.Next(4) == 0)
            {
                index.DeleteArticle(key);
                texts.Remove(key);
            }
            else
            {
                texts[key] = string.Join(' ', Enumerable.Range(0, 1 + random.Next(12)).Select(_ => Words[random.Next(Words.Length)]));
                index.Put(Document(index, key, texts[key]));
            }

            if (random.Next(10) == 0)
            {
                index.Refresh();
            }
        }

        index.Refresh();
        index.Merge(); // so that the statistics are those of what is there
        var question = Question.Of("how to publish a token with E404");
        var hits = LexicalSearch.Search(index, index.Postings.Whole, question, 10);
        var expected = texts.Select(t => (t.Key, Score: Score(t.Value, texts.Values, question))).Where(t => t.Score > 0).OrderByDescending(t => t.Score).ToList();
        return hits.Count == Math.Min(10, expected.Count)
            && hits.Select((h, i) => Math.Abs(h.Score - expected[i].Score) < 1e-4 && Math.Abs(h.Score - Score(texts[h.Owner.Key], texts.Values, question)) < 1e-4).All(same => same);
    }

    [Fact]
    public void Cut_equal_scores_by_key_in_whatever_order_they_were_written()
    {
        foreach (int seed in (ReadOnlySpan<int>)[1, 2, 3])
        {
            using var index = new KnowledgeIndex(new RAMDirectory(), StaticEmbedding.Default);
            long[] keys = [.. Enumerable.Range(1, 40).Select(k => (long)k)];
            new Random(seed).Shuffle(keys);
            foreach (long key in keys)
            {
                index.Put(Document(index, key, "token proxy"));
                if (key % 7 == 0)
                {
                    index.Refresh();
                }
            }

            index.Refresh();
            Assert.Equal([1, 2, 3, 4, 5], LexicalSearch.Search(index, index.Postings.Whole, Question.Of("token"), 5).Select(h => h.Owner.Key));
            var hits = new SemanticHit[5];
            var vector = new sbyte[index.Semantic.Dimensions];
            int count = index.Semantic.Nearest(vector, index.Semantic.Encode(Question.Of("token").Text, vector), hits);
            Assert.Equal([1, 2, 3, 4, 5], hits.Take(count).Select(h => h.Article.Key).Order());
        }
    }

    [Fact]
    public void Count_a_word_as_often_as_it_is_there()
    {
        using var index = new KnowledgeIndex(new RAMDirectory(), StaticEmbedding.Default);
        var texts = new Dictionary<long, string>();
        foreach (int often in (ReadOnlySpan<int>)[254, 255, 256, 1_000, 70_000])
        {
            texts[often] = string.Join(' ', Enumerable.Repeat("token", often));
            index.Put(Document(index, often, texts[often]));
        }

        index.Refresh();
        var question = Question.Of("token");
        Assert.All(LexicalSearch.Search(index, index.Postings.Whole, question, 10), h => Assert.Equal(Score(texts[h.Owner.Key], texts.Values, question), h.Score, 1e-6));
    }

    [Fact]
    public void Find_an_article_only_as_it_is_now()
    {
        using var index = new KnowledgeIndex(new RAMDirectory(), StaticEmbedding.Default);
        index.Put(Document(index, 1, "token"));
        index.Refresh();
        index.Put(Document(index, 1, "proxy"));
        index.Refresh();
        Assert.Empty(LexicalSearch.Search(index, index.Postings.Whole, Question.Of("token"), 10));
        Assert.Equal("1", Assert.Single(LexicalSearch.Search(index, index.Postings.Whole, Question.Of("proxy"), 10)).Owner.Article.Id);
    }

    private static ArticleDocuments Document(KnowledgeIndex index, long key, string text) =>
        ArticleDocuments.Of(key, new Article { Id = key.ToString(System.Globalization.CultureInfo.InvariantCulture), Title = "", Body = "" }, ArticleContent.Plain(text), index.TermIds, index.Embedding);

    private static double Score(string text, Dictionary<long, string>.ValueCollection texts, Question question)
    {
        double average = texts.Average(t => (double)AnalyzedText.Of(t).Terms.Count), score = 0; // Lucene's mean counts parts of codes, its lengths do not
        foreach (var term in question.Terms)
        {
            int frequency = AnalyzedText.Of(text).Terms.Count(t => t == term.Text);
            int documents = texts.Count(t => AnalyzedText.Of(t).Terms.Contains(term.Text));
            score += term.Weight * Bm25.Idf(documents, texts.Count) * 2.2 * frequency / (frequency + (1.2 * (0.25 + (0.75 * Length(text) / average))));
        }

        return score;
    }

    // Parts of a code stand at its place and make no text longer.
    private static int Length(string text) => AnalyzedText.Of(text).Tokens.Select(t => t.Position).Distinct().Count();
}
