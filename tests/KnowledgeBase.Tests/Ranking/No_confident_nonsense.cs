using KnowledgeBase.Articles;
using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using Xunit.Abstractions;

namespace KnowledgeBase.Tests.Ranking;

public sealed class No_confident_nonsense(ITestOutputHelper output)
{
    // Questions in other languages; the articles are English, and the best of them must not pass for an answer.
    private static readonly string[] OtherLanguages =
    [
        "Wie kann ich meine Schuhe umtauschen, wenn sie zu klein sind?", "Meine Bestellung ist noch nicht angekommen, wo bleibt das Paket?", "¿Cómo publico mi primer paquete privado en mi organización?",
        "¿Dónde puedo comprar entradas para el partido del domingo?", "Mon compte est bloqué et je ne reçois pas le code de vérification", "Quelle est la recette de la tarte aux pommes de ma grand-mère ?",
        "Il pacchetto non si installa e il terminale mostra un errore di permessi", "パスワードを忘れました。どうすればいいですか", "我的软件包无法发布，怎么办？", "Как восстановить доступ к учетной записи?",
        "Como cancelo a minha assinatura mensal?", "Hoe laat gaat de laatste trein naar Utrecht?",
    ];

    [Fact]
    public void Another_language_gets_no_confident_answer()
    {
        using var replay = Replay.Of(Dataset.ArticlesIn(Path.Combine(Repository.Root, "articles")), [], StaticEmbedding.Default);
        var ranker = new Ranker(RankingModel.Shipped());
        foreach (string question in OtherLanguages)
        {
            var ranked = ranker.Rank(replay.Retriever.Find(Question.Of(question), Viewer.Public), replay.Retriever);
            double probability = ranked.Count == 0 ? 0 : ranked[0].Probability;
            output.WriteLine($"{question} {probability:F2}, cut-off {ranker.Cutoff:F2}");
            Assert.True(probability < ranker.Cutoff, $"{question}: {(ranked is [var first, ..] ? first.Candidate.Article.Article.Id : "")} with {probability:F2}");
        }
    }

    [Fact]
    public void Redis_does_not_bring_redirect_first()
    {
        var articles = new List<DatasetArticle>
        {
            Article("redirect", "Redirect a domain to another address", "A redirect sends visitors on. Add the redirect in the settings of the domain, then check the redirected address."),
            Article("cache", "Keep sessions in a store beside the service", "Sessions may be kept in Redis. Write the connection to Redis into the settings, and the service connects when it starts."),
            Article("domain", "Buy a domain", "A domain is bought for a year at a time."),
        };
        using var replay = Replay.Of(articles, [], StaticEmbedding.Default);
        var ranker = new Ranker(RankingModel.Shipped());
        foreach (string question in (string[])["redis", "redis connection refused", "how do I connect redis"])
        {
            Assert.Equal("cache", ranker.Rank(replay.Retriever.Find(Question.Of(question), Viewer.Public), replay.Retriever)[0].Candidate.Article.Article.Id);
        }

        using var without = Replay.Of(articles.Where(a => a.Article.Id != "cache"), [], StaticEmbedding.Default);
        var guesses = ranker.Rank(without.Retriever.Find(Question.Of("redis"), Viewer.Public), without.Retriever);
        Assert.True(guesses.Count == 0 || guesses[0].Probability < ranker.Cutoff);
    }

    private static DatasetArticle Article(string id, string title, string body) =>
        new(new Article { Id = id, Title = title, Body = body, State = ArticleState.Published }, ArticleContent.Of(body));
}
