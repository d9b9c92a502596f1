using KnowledgeBase.Articles;
using KnowledgeBase.Semantics;
using KnowledgeBase.Semantics.Training;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Tests.Semantics;

public sealed class EmbeddingAdapterTests
{
    private static readonly EmbeddingTrainingOptions Quick = EmbeddingAdapter.Defaults with { Steps = 100, Rate = 0.01f, Batch = 128, MicroBatch = 16 };
    private static readonly Lazy<StaticEmbedding> Adapted = new(() => Adapt(CustomerLanguage()));

    [Fact]
    public void A_customers_own_words_find_what_they_stand_for()
    {
        string[] titles = ["How billing statements arrive", "Empty the cache", "Night work on the upload service", "Change the colour of your page"];
        string Found(StaticEmbedding model) => titles.MaxBy(t => Vectors.Cosine(model, "our zorbelfax", t))!;

        Assert.NotEqual("How billing statements arrive", Found(StaticEmbedding.Default));
        Assert.Equal("How billing statements arrive", Found(Adapted.Value));
    }

    [Fact]
    public void What_it_knew_before_is_kept()
    {
        (string Asked, string Answer, string Other)[] known =
        [
            ("delete my account", "remove your profile", "increase the font size"),
            ("turn off the alerts", "disable notifications", "billing and invoices"),
            ("get an older release back", "downgrade to a previous version", "images are not displayed"),
        ];
        Assert.All(known, k => Assert.True(Vectors.Cosine(Adapted.Value, k.Asked, k.Answer) > Vectors.Cosine(Adapted.Value, k.Asked, k.Other), k.Asked));
    }

    [Fact]
    public void A_word_the_customer_uses_often_gets_a_row()
    {
        Assert.True(StaticEmbedding.Default.Vocabulary.Row("zorbelfax") < 0);
        Assert.True(Adapted.Value.Vocabulary.Row("zorbelfax") >= 0);
        Assert.NotEqual(StaticEmbedding.Default.Id, Adapted.Value.Id);
    }

    [Fact]
    public void The_same_pairs_give_the_same_model() => Assert.Equal(Adapted.Value.Id, Adapt(CustomerLanguage()).Id);

    [Fact]
    public void Without_pairs_the_model_stays() => Assert.Same(StaticEmbedding.Default, Adapt([]));

    [Fact]
    public void Articles_and_tickets_give_pairs()
    {
        var article = CustomerPairs.Of(new Article { Id = "sign-in", Title = "Sign in", Body = "" }, ArticleContent.Of("First words here.\n\n## Lost phone\n\nUse a recovery code.\n")).ToList();
        var ticket = new Ticket { Id = "1", Created = DateTimeOffset.UnixEpoch, Subject = "Locked out", Text = "I lost my phone", Answer = "Use a code", Articles = ["sign-in", "gone"] };
        var solved = CustomerPairs.Of(ticket, id => id == "sign-in" ? "Sign in" : null).ToList();

        Assert.Contains(article, p => p.Left == "Sign in" && p.Right.Contains("recovery code", StringComparison.Ordinal));
        Assert.Equal(["Use a code", "Sign in"], solved.Select(p => p.Right));
        Assert.All(solved, p => Assert.Equal("Locked out I lost my phone", p.Left));
    }

    private static StaticEmbedding Adapt(IEnumerable<TrainingPair> pairs) =>
        new EmbeddingAdapter(Quick, TimeProvider.System).Adapt(StaticEmbedding.Default, pairs);

    private static IEnumerable<TrainingPair> CustomerLanguage()
    {
        string[] asks = ["zorbelfax is missing", "where is the zorbelfax", "zorbelfax shows nothing", "the zorbelfax will not open", "my zorbelfax looks wrong"];
        string[] answers = ["Billing statements are sent each month", "A billing statement lists what you pay", "Download a billing statement as a file"];
        foreach (string ask in asks)
        {
            foreach (string answer in answers)
            {
                yield return new TrainingPair("answers", "a", ask, answer);
                yield return new TrainingPair("answers", "a", "quimbertow " + ask.Length + " is slow", "Our upload service may take longer at night " + answer.Length);
            }
        }
    }
}
