namespace KnowledgeBase.Learning;

/// <summary>
/// Every fourth of the other ways an article's question is asked is held back from what teaches, so that it can be asked:
/// a model that has read a question learns nothing about questions it has not read.
/// </summary>
public static class HeldBack
{
    private const int Every = 4; // with half of them gone, an article looked less like what it is asked by than it does when it serves

    /// <summary><paramref name="articles"/> without the questions that are held back.</summary>
    public static IReadOnlyList<DatasetArticle> Without(IReadOnlyList<DatasetArticle> articles) =>
        [.. articles.Select(a => a with { Article = a.Article with { Questions = [.. a.Article.Questions.Where((_, i) => i % Every != 1)] } })];

    /// <summary>The questions held back, each with the id of the article that answers it.</summary>
    public static IEnumerable<(string Question, string Article)> Of(IReadOnlyList<DatasetArticle> articles) =>
        articles.SelectMany(a => a.Article.Questions.Where((_, i) => i % Every == 1).Select(q => (q, a.Article.Id)));
}
