using KnowledgeBase.Answering;
using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using KnowledgeBase.Tickets;
using Lucene.Net.Store;

namespace KnowledgeBase.Tests.Indexing;

public sealed class A_followed_index
{
    [Fact]
    public void Says_the_same_as_one_built_at_once_whatever_it_has_been_through()
    {
        using var folder = new TempFolder();
        using var store = KnowledgeStore.Open(folder.Path, TimeProvider.System);
        using var followed = new Responder(store, StaticEmbedding.Default, new Ranker(RankingModel.Shipped()));
        followed.CatchUp();
        var random = new Random(7);
        string Some(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
        for (int i = 0; i < 150; i++)
        {
            string id = $"item{random.Next(60)}";
            if (random.Next(6) == 0)
            {
                store.DeleteArticle(id);
            }
            else
            {
                store.PutArticle(new Article { Id = id, Title = $"How do I mend {id} with {Some(2)}?", Body = $"The zq{id}v{i} is mended with {Some(12)}." }, "test");
            }

            store.PutTickets([new Ticket { Id = $"t{random.Next(80)}", Created = DateTimeOffset.UnixEpoch, Text = $"My {Some(6)} is broken", Articles = [$"item{random.Next(60)}"] }]);
            followed.CatchUp();
        }

        using var built = new Responder(store, StaticEmbedding.Default, new Ranker(RankingModel.Shipped()));
        built.CatchUp();
        Assert.Equal(followed.Sequence, built.Sequence);
        foreach (string question in store.Articles().Select(a => a.Article.Body).Concat(Enumerable.Range(0, 20).Select(_ => Some(5))))
        {
            Assert.Equal(Said(built, question), Said(followed, question));
        }
    }

    private static string Said(Responder responder, string question) =>
        string.Join('\n', responder.Respond(question, Viewer.Agent, 10) is var r ? [.. r.Articles.Select(a => $"{a.Id} {a.Probability} {string.Join(", ", a.Reasons)}"), .. r.Tickets.Select(t => $"{t.Id} {t.Similarity}")] : Array.Empty<string>());

    private static readonly string[] Words =
    [
        "amber", "anchor", "barrel", "beacon", "bridge", "bucket", "candle", "canvas", "carbon", "castle", "copper", "cradle", "dagger", "desert", "dragon",
        "engine", "fabric", "falcon", "feather", "forest", "garden", "granite", "hammer", "harbor", "helmet", "island", "jacket", "kettle", "ladder", "lantern",
    ];
}
