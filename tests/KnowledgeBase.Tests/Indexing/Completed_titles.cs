using FsCheck.Xunit;
using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using Lucene.Net.Store;

namespace KnowledgeBase.Tests.Indexing;

public sealed class Completed_titles
{
    private static readonly string[] Words = ["How", "do", "I", "publish", "(public)", "two-factor", "--force", "token", "tokens", "E404", "npm's", "put", "Пакет", "пакеты", "漢字", "x漢"];
    private static readonly string[] Typed = ["h", "p", "pub", "two f", "fa", "--f", "tok", "token h", "e4", "s", "how do p", "x", "t p", "publi publi", "пак", "акет", "p пак", "tok акет", "漢", "p 漢"];

    [Property(MaxTest = 15)]
    public bool Are_those_that_looking_at_each_title_finds(int seed)
    {
        using var folder = new TempFolder();
        using var store = KnowledgeStore.Open(folder.Path, TimeProvider.System);
        using var index = new KnowledgeIndex(new RAMDirectory(), StaticEmbedding.Default);
        var random = new Random(seed);
        for (int i = 0; i < 150; i++)
        {
            string id = $"a{random.Next(100)}", title = string.Join(' ', Enumerable.Range(0, 1 + random.Next(5)).Select(_ => Words[random.Next(Words.Length)]));
            var state = random.Next(5) == 0 ? ArticleState.Draft : ArticleState.Published;
            var stored = store.PutArticle(new Article { Id = id, Title = title, Body = "text", State = state }, "test").Article;
            index.Put(ArticleDocuments.Of(stored.Key, stored.Article, ArticleContent.Plain("text"), index.TermIds, index.Embedding));
            if (random.Next(30) == 0)
            {
                index.Refresh();
            }
        }

        index.Refresh();
        var visible = new Visible(store);
        return Array.TrueForAll(Typed, typed =>
        {
            var expected = index.Articles.Values.Where(a => a.Article.State == ArticleState.Published && Array.TrueForAll(typed.Split(' '), w => Begins(a.Article.Title.ToLowerInvariant(), w)))
                .OrderBy(a => a.Article.Title.StartsWith(typed.Split(' ')[0], StringComparison.OrdinalIgnoreCase) ? 0 : 1).ThenBy(a => a.Article.Title.Length).ThenBy(a => a.Article.Id, StringComparer.Ordinal)
                .Take(6).Select(a => a.Article.Id);
            return expected.SequenceEqual(Completions.Of(index, visible, typed, Viewer.Public, 6).Select(c => c.Id));
        });
    }

    private static bool Begins(string title, string word) =>
        Enumerable.Range(0, title.Length).Any(at => string.CompareOrdinal(title, at, word, 0, word.Length) == 0 && (at == 0 || !char.IsLetterOrDigit(title[at - 1])));
}
