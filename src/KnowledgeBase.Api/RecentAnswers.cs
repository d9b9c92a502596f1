using System.Collections.Concurrent;
using KnowledgeBase.Answering;
using KnowledgeBase.Indexing;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;

namespace KnowledgeBase.Api;

/// <summary>
/// The answers given since the last change of the store, for who asks the same again: as people type, most do.
/// They are of one model and one turn of the index: while it holds the last change of the store, they stay true.
/// </summary>
/// <param name="store">Asked for the number of its last change.</param>
/// <param name="most">How many are kept; 0: none.</param>
public sealed class RecentAnswers(KnowledgeStore store, int most)
{
    private volatile Given? given;

    /// <summary>What <paramref name="responder"/> answers, under an id of its own.</summary>
    public Response Of(Responder responder, string text, Viewer viewer, int count, IReadOnlyCollection<string>? without = null)
    {
        var index = responder.Index;
        if (most == 0 || index.Embedding is not StaticEmbedding)
        {
            return responder.Respond(text, viewer, count, without); // another may place a question later that it could not now
        }

        long turn = index.Turn;
        var now = given is { } last && last.By == responder && last.From == index && last.Turn == turn && !last.IsFull(most) ? last : given = new Given(responder, index, turn);
        var asked = new Asked(text, viewer, count, without is null ? "" : string.Join('\n', without));
        if (now.Answers.TryGetValue(asked, out var known) && store.LastSequence() == index.Sequence)
        {
            return known with { QueryId = Response.NewId() };
        }

        var response = responder.Respond(text, viewer, count, without);
        if (responder.Index == index && index.Turn == turn)
        {
            now.Add(asked, response);
        }

        return response;
    }

    /// <summary>Keeps none of them: texts in them were erased.</summary>
    public void Forget() => given = null;

    private readonly record struct Asked(string Text, Viewer Viewer, int Count, string Without);

    private sealed record Given(Responder By, KnowledgeIndex From, long Turn)
    {
        private int count; // a dictionary's own locks all of it

        public ConcurrentDictionary<Asked, Response> Answers { get; } = new();

        public bool IsFull(int most) => Volatile.Read(ref count) >= most;

        public void Add(in Asked asked, Response response)
        {
            if (Answers.TryAdd(asked, response))
            {
                Interlocked.Increment(ref count);
            }
        }
    }
}
