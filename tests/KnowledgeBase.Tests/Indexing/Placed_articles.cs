using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Text;
using Lucene.Net.Store;

namespace KnowledgeBase.Tests.Indexing;

public sealed class Placed_articles
{
    [Fact]
    public void That_come_and_go_are_near_or_gone_as_in_a_view_learned_anew()
    {
        using var index = new KnowledgeIndex(new RAMDirectory(), StaticEmbedding.Default);
        var random = new Random(3);
        Fill(index, random, 1, 40);
        index.DeleteArticle(7);
        Fill(index, random, 30, 45);
        index.Place();
        var view = index.Semantic;
        Assert.Equal(Nearest(view, index, 100).Select(h => h.Article.Key).Order(), index.Articles.Keys.Order());
        Assert.Same(index.Articles[33], Nearest(view, index, 100, index.Articles[33].Article.Title)[0].Article);
    }

    [Fact]
    public void Chosen_by_signs_are_nearly_all_that_are_nearest()
    {
        using var index = new KnowledgeIndex(new RAMDirectory(), StaticEmbedding.Default);
        Fill(index, new Random(5), 1, 4000);
        index.Place();
        var view = index.Semantic;
        var vector = new sbyte[view.Dimensions];
        int found = 0;
        for (int i = 0; i < 20; i++)
        {
            float scale = view.Encode(AnalyzedText.Of(Random_words.Of(new Random(i), 6)), vector);
            var exact = index.Articles.Values.Select(a => view.Score(a, a.Slot, vector, scale)).OrderByDescending(h => (SemanticView.AskedWeight * h.Asked) + (SemanticView.PassageWeight * h.Passage)).Take(100).Select(h => h.Article).ToHashSet();
            var hits = new SemanticHit[400];
            found += hits.Take(view.Nearest(vector, scale, hits)).Count(h => exact.Contains(h.Article));
        }

        Assert.InRange(found, 0.97 * 20 * 100, 20 * 100);
    }

    private static List<SemanticHit> Nearest(SemanticView view, KnowledgeIndex index, int count, string question = "publish token")
    {
        var vector = new sbyte[view.Dimensions];
        float scale = view.Encode(Question.Of(question).Text, vector);
        var hits = new SemanticHit[count];
        return [.. hits.Take(view.Nearest(vector, scale, hits)).OrderByDescending(h => h.Asked)];
    }

    private static void Fill(KnowledgeIndex index, Random random, int from, int to)
    {
        for (long key = from; key <= to; key++)
        {
            var article = new Article { Id = key.ToString(System.Globalization.CultureInfo.InvariantCulture), Title = Random_words.Of(random, 5), Body = "" };
            index.Put(ArticleDocuments.Of(key, article, ArticleContent.Plain(Random_words.Of(random, 30)), index.TermIds, index.Embedding));
        }
    }
}
