using System.Globalization;
using KnowledgeBase.Indexing;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Tickets;
using Lucene.Net.Store;

namespace KnowledgeBase.Tests.Indexing;

public sealed class Placed_tickets
{
    [Fact]
    public void Among_many_those_that_signs_speak_for_are_nearly_all_that_are_nearest()
    {
        using var index = new KnowledgeIndex(new RAMDirectory(), StaticEmbedding.Default);
        Fill(index, new Random(5), 1, 20_000);
        var retriever = new Retriever(index);
        int found = 0, all = 0;
        for (int i = 0; i < 20; i++)
        {
            string question = Random_words.Of(new Random(-i), 6);
            var exact = Found(retriever, question, _ => true).Take(50).Select(t => t.Ticket).ToHashSet(); // who picks voters is compared with all
            found += Found(retriever, question).Take(50).Count(t => exact.Contains(t.Ticket));
            all += exact.Count;
        }

        Assert.Equal(20 * 50, all);
        Assert.InRange(found, 0.97 * all, all);
    }

    [Fact]
    public void That_come_change_and_go_are_found_as_they_are_now()
    {
        using var index = new KnowledgeIndex(new RAMDirectory(), StaticEmbedding.Default);
        Fill(index, new Random(1), 1, 500);
        for (int again = 0; again < 6; again++)
        {
            Fill(index, new Random(again), 1, 500); // the vectors of those that are gone are dropped on the way
        }

        index.Put(Of(7, "my tarball has a wrong checksum"));
        index.Put(Of(8, "provenance badge is missing"));
        index.DeleteTicket(8);
        index.Refresh();
        var retriever = new Retriever(index);
        Assert.Equal("7", Found(retriever, "wrong checksum of a tarball")[0].Ticket.Id);
        Assert.DoesNotContain(Found(retriever, "provenance badge missing"), t => t.Ticket.Id == "8");
        Assert.Equal(499, index.TicketCount);
    }

    private static IReadOnlyList<SimilarTicket> Found(Retriever retriever, string question, Func<IndexedTicket, bool>? votes = null) =>
        retriever.Find(Question.Of(question), Viewer.Agent, Fusion.Views.Votes, votes).Tickets;

    private static void Fill(KnowledgeIndex index, Random random, int from, int to)
    {
        for (long key = from; key <= to; key++)
        {
            index.Put(Of(key, Random_words.Of(random, 8)));
        }

        index.Refresh();
    }

    private static TicketDocument Of(long key, string text)
    {
        string id = key.ToString(CultureInfo.InvariantCulture);
        return TicketDocument.Of(key, new Ticket { Id = id, Created = DateTimeOffset.UnixEpoch, Text = text }, text, StaticEmbedding.Default);
    }
}
